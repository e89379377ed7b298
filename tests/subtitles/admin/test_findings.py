from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from archive.models import Event
from subtitles import importing, publishing
from subtitles.models import Profile, Revision, Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, published, vtt

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
FILE = """WEBVTT

00:01.000 --> 00:03.000
Hej  du. <i>Hur  mår</i> du?

00:03.500 --> 00:05.000
Bra  tack.

00:06.000 --> 00:06.500
{}
"""


def bring(last: str = "Nej.", language: str = "sv") -> Revision:
    return importing.import_track(RecordingFactory(), FILE.format(last).encode(), "a.vtt", language).revision


def findings(client: Client, revision: Revision, **query: str) -> Any:
    return client.get(reverse("tracks:findings", args=[revision.pk]), query)


def shown(page: Any) -> list[tuple[int, str]]:
    return [(row.finding.cue + 1, row.finding.code) for row in page.context["rows"]]


def test_a_page_lists_what_the_rules_find_with_its_place_marked(client: Client) -> None:
    page = findings(client, bring())
    assert shown(page) == [(1, "double_space"), (1, "double_space"), (2, "double_space"), (3, "too_short")]
    text = page.content.decode()
    assert "Hej<mark>  </mark>du. Hur  mår du?" in text
    assert "It stands for \u20680.5\u2069 s" not in text
    assert "It stands for 0.5 s, and should for at least 0.83 s." in text
    assert [(kind.code, kind.count, kind.repairable) for kind in page.context["kinds"]] == [
        ("too_short", "1", "1"),
        ("double_space", "3", "3"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"code": "too_short"}, [3]),
        ({"severity": "note"}, [1, 1, 2]),
        ({"severity": "error"}, []),
        ({"code": "double_space", "severity": "warning"}, []),
        ({"code": "no such rule"}, []),
        ({"p": "99"}, [1, 1, 2, 3]),
    ],
)
def test_findings_are_filtered(client: Client, query: dict[str, str], expected: list[int]) -> None:
    assert [number for number, _code in shown(findings(client, bring(), **query))] == expected


def test_one_finding_is_repaired_into_a_new_revision(client: Client) -> None:
    revision = bring()
    page = findings(client, revision)
    answer = client.post(
        reverse("tracks:repair", args=[revision.pk]),
        {"one": page.context["rows"][1].key, "filter_code": "double_space"},
        follow=True,
    )
    made = Revision.objects.get(number=2)
    assert answer.redirect_chain == [(reverse("tracks:findings", args=[made.pk]) + "?code=double_space#findings", 302)]
    assert [cue.payload for cue in made.cues.all()] == ["Hej  du. <i>Hur mår</i> du?", "Bra  tack.", "Nej."]
    assert "1 finding repaired in the new revision 2. Revision 1 is as it was." in answer.content.decode()
    assert made.track.published_revision is None


def test_all_findings_of_a_rule_are_repaired_at_once(client: Client, translator: User) -> None:
    revision = bring()
    client.post(reverse("tracks:repair", args=[revision.pk]), {"code": "double_space"})
    made = Revision.objects.get(number=2)
    assert [cue.payload for cue in made.cues.all()] == ["Hej du. <i>Hur mår</i> du?", "Bra tack.", "Nej."]
    assert made.created_by == translator
    assert [cue.payload for cue in revision.cues.all()][1] == "Bra  tack."


def test_an_older_revision_is_read_and_not_repaired(client: Client) -> None:
    revision = bring()
    importing.import_track(revision.track.recording, vtt("Ny"), "b.vtt", "sv")
    text = findings(client, revision).content.decode()
    assert "This is not the newest revision" in text
    assert 'name="one"' not in text
    answer = client.post(reverse("tracks:repair", args=[revision.pk]), {"code": "double_space"}, follow=True)
    assert "Revision 2 was saved meanwhile; nothing was repaired here." in answer.content.decode()
    assert Revision.objects.count() == 2


def test_what_is_not_there_is_not_repaired(client: Client) -> None:
    revision = bring()
    for form in ({"one": "double_space:nothing:1"}, {"code": "line_break"}, {}):
        answer = client.post(reverse("tracks:repair", args=[revision.pk]), form, follow=True)
        assert "There was nothing to repair." in answer.content.decode()
    assert Revision.objects.count() == 1


def test_a_revision_with_errors_is_published_only_with_a_reason(client: Client) -> None:
    revision = bring("frihet " * 30)
    address = reverse("tracks:publish", args=[revision.pk])
    asked = client.post(address, follow=True)
    assert asked.redirect_chain == [(reverse("tracks:despite", args=[revision.pk]), 302)]
    text = asked.content.decode()
    assert "Error: 2" in text
    assert Track.objects.get().published_revision is None
    client.post(address, {"despite": "It is a list of names."})
    assert Track.objects.get().published_revision == revision
    event = Event.objects.filter(code="track.published_despite").get()
    with override("en"):
        assert event.detail == "Revision 1 was published with errors (2). Reason: It is a list of names."


def test_a_track_is_checked_by_the_rules_that_are_chosen_for_it(client: Client) -> None:
    revision = bring()
    quiet = Profile.objects.create(name="Quiet", severities={"double_space": "off"})
    address = reverse("tracks:rules", args=[revision.track_id])
    page = client.post(address, {"profile": quiet.pk, "back": revision.pk}, follow=True)
    assert shown(page) == [(3, "too_short")]
    assert f'<option value="{quiet.pk}" selected>Quiet</option>' in page.content.decode()
    page = client.post(address, {"profile": "", "back": revision.pk}, follow=True)
    assert len(shown(page)) == 4


def test_an_import_with_errors_is_saved_and_not_published(client: Client) -> None:
    from tests.subtitles.admin.test_import import take_in

    about = {"recording": RecordingFactory().pk, "language": "sv", "kind": "subtitles"}
    page = take_in(client, vtt("frihet " * 30), do="publish", **about)
    assert "It is saved and not published: the rules find errors in it." in page.content.decode()
    assert Track.objects.get().published_revision is None


@pytest.mark.parametrize("name", ["findings", "despite"])
def test_who_may_not_see_the_track_meets_nothing(
    client: Client, client_of: ClientOf, researcher: User, name: str
) -> None:
    hidden = imported(RestrictionFactory(withdrawn=True).recording, "tyst").revision
    address = reverse(f"tracks:{name}", args=[hidden.pk])
    assert client.get(address).status_code == 404
    assert client.post(reverse("tracks:repair", args=[hidden.pk]), {"code": "gap"}).status_code == 404
    assert client.post(reverse("tracks:rules", args=[hidden.track_id]), {"back": hidden.pk}).status_code == 404
    assert client_of(researcher).get(address).status_code in {302, 404}


def test_a_hostile_cue_is_shown_as_text(client: Client) -> None:
    text = findings(client, bring("&lt;script&gt;alert(1)&lt;/script&gt;  &lt;b&gt;")).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<mark>  </mark>&lt;b&gt;" in text


def test_the_page_costs_the_same_for_one_cue_and_for_many(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    few, many = imported(RecordingFactory(), "a  b").revision, imported(RecordingFactory(), *["a  b"] * 9).revision
    findings(client, few)
    for revision in (few, many):
        with django_assert_num_queries(24):
            findings(client, revision)


def test_publishing_again_what_is_published_asks_nothing(client: Client) -> None:
    done = published(RecordingFactory(), "Frihet")
    assert publishing.publish(done.revision) == done.track


def test_a_cue_in_another_language_is_shown_and_checked_in_it(client: Client) -> None:
    revision = bring("Nej.\n\n00:07.000 --> 00:09.000\n<lang prs>او می رود</lang>")
    page = findings(client, revision, code="zwnj_missing")
    assert shown(page) == [(4, "zwnj_missing")]
    assert '<td lang="prs" dir="rtl">او <mark>می رود</mark></td>' in page.content.decode()
