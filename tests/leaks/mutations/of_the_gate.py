"""Holes in the two forms of the gate, and in what tables are asked through it."""

from types import SimpleNamespace
from typing import Any

from django.db.models import Q

from archive.access import RULE as FIELDS
from archive.access import Audience, Level
from tests.leaks.mutations.holes import Wrapper, always, both, constant, instead, without
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.slices import files, of_gate, other_pages, these

RULE = "archive.access.rule"
ALLOWED = "archive.access.allowed"
UNRESTRICTED = "archive.access.unrestricted"
STREAM, CAPTIONS, DOCUMENT = "stream recording master.m3u8", "captions", "document"
PERSON, WORK = "person page sv", "work page sv"
WITHDRAWN, EMBARGO, STAFF = "the work is withdrawn", "the work is under embargo", "the work is for staff"
ENDED, UNOPENED = "the work's rule has ended", "the work's embargo is over and nobody opened it"
UNLISTED, UNPUBLISHED = "the work is unlisted", "the work is unpublished"


def forgiving(**fields: Any) -> Wrapper:
    """A rule of which these fields are read as if they said this."""

    def wrapper(real: Any) -> Any:
        def rule(viewer: Any, policy: Any, at: Any) -> Any:
            read = {name: getattr(policy, name, None) for name in (*FIELDS, "grant_source")}
            return real(viewer, SimpleNamespace(**{**read, **fields}), at)

        return rule

    return wrapper


def overlooking(*fields: str) -> Wrapper:
    return lambda real: lambda *args, **kwargs: without(real(*args, **kwargs), *fields)


def _the_first_alone(real: Any) -> Any:
    def decide(viewer: Any, thing: Any, *args: Any) -> Any:
        first = SimpleNamespace(
            closed_below=thing.closed_below,
            policies=lambda layer: list(thing.policies(layer))[:1],
            lent_as=thing.lent_as,
        )
        return real(viewer, first, *args)

    return decide


def _whatever_closes_it(real: Any) -> Any:
    def decide(viewer: Any, thing: Any, *args: Any) -> Any:
        draft = SimpleNamespace(closed_below=lambda: Level.STRANGER, policies=thing.policies, lent_as=thing.lent_as)
        return real(viewer, draft, *args)

    return decide


def _of_the_record(real: Any) -> Any:
    return lambda viewer, thing, *args, **kwargs: real(viewer, thing)


def _listed_like_seen(real: Any) -> Any:
    return lambda *args, **kwargs: real(*args, **{**kwargs, "listed": False})


def _still_a_member(real: Any) -> Any:
    def viewer_of(user: Any) -> Any:
        if user is not None and user.pk:
            user.is_active = True
        return real(user)

    return viewer_of


def _researchers_work_here(real: Any) -> Any:
    def viewer_of(user: Any) -> Any:
        viewer = real(user)
        return type(viewer)(Level.TRANSLATOR, viewer.user_id) if viewer.level == Level.RESEARCHER else viewer

    return viewer_of


VALUE = (
    Mutation(
        "a withdrawal is no reason for `decide`", lambda: instead(RULE, forgiving(withdrawn=False)), of_gate(WITHDRAWN)
    ),
    Mutation(
        "an embargo is no reason for `decide`", lambda: instead(RULE, forgiving(embargo_until=None)), of_gate(EMBARGO)
    ),
    Mutation(
        "an embargo that is over opens everything for `decide`",
        lambda: instead(RULE, forgiving(opens_by_itself=True)),
        of_gate(UNOPENED),
    ),
    Mutation("an end is no reason for `decide`", lambda: instead(RULE, forgiving(until=None)), of_gate(ENDED)),
    Mutation(
        "`decide` knows no layers",
        lambda: instead("archive.access.decide", _of_the_record),
        of_gate("the sound is closed"),
    ),
    Mutation(
        "an audience is no reason for `decide`", lambda: instead(RULE, forgiving(audience="public")), of_gate(STAFF)
    ),
    Mutation(
        "what is unlisted is listed for `decide`",
        lambda: instead("archive.access.SEES_UNLISTED", constant(Level.STRANGER)),
        of_gate(UNLISTED),
    ),
    Mutation(
        "`decide` hears a thing's own rule alone",
        lambda: instead("archive.access.decide", _the_first_alone),
        of_gate("a work for staff plays the recording too"),
    ),
    Mutation(
        "`decide` opens drafts", lambda: instead("archive.access.decide", _whatever_closes_it), of_gate(UNPUBLISHED)
    ),
)
QUERY = (
    Mutation(
        "a withdrawal is no condition", lambda: instead(ALLOWED, overlooking("withdrawn")), files(WITHDRAWN, WORK)
    ),
    Mutation(
        "an embargo is no condition",
        lambda: instead(ALLOWED, overlooking("embargo_until", "opens_by_itself")),
        files(EMBARGO, WORK),
    ),
    Mutation(
        "an embargo that is over opens everything",
        lambda: instead(ALLOWED, overlooking("opens_by_itself")),
        files(UNOPENED, WORK),
    ),
    Mutation("an end is no condition", lambda: instead(ALLOWED, overlooking("until")), files(ENDED, WORK, STREAM)),
    Mutation("an audience is no condition", lambda: instead(ALLOWED, overlooking("audience")), files(STAFF, WORK)),
    Mutation(
        "lists show what is unlisted", lambda: instead(ALLOWED, _listed_like_seen), other_pages(UNLISTED, "/works/")
    ),
    Mutation("no restriction closes anything", lambda: instead(UNRESTRICTED, always(Q())), files(STAFF, STREAM)),
    Mutation(
        "nobody has to vouch for a recording",
        lambda: instead("archive.access.SEES_UNATTACHED", constant(Level.STRANGER)),
        files("the recording is taken out of its work", STREAM),
    ),
    Mutation(
        "researchers are let in where the embargo lasts",
        lambda: instead("archive.access.SEES_EMBARGOED", constant(Level.RESEARCHER)),
        files(EMBARGO, WORK, who="researcher"),
    ),
    Mutation(
        "translators see what was withdrawn",
        lambda: instead("archive.access.SEES_WITHDRAWN", constant(Level.TRANSLATOR)),
        of_gate(WITHDRAWN, who="translator"),
    ),
    Mutation(
        "what is for researchers is for everybody",
        lambda: instead("archive.access.ADMITS", lambda real: {**real, Audience.RESEARCHERS: Level.STRANGER}),
        files("the work is for researchers", WORK),
    ),
    Mutation(
        "whoever was deactivated is a member still",
        lambda: instead("archive.access.viewer_of", _still_a_member),
        of_gate(STAFF, who="deactivated"),
    ),
    Mutation(
        "a researcher is taken for a translator",
        lambda: instead("archive.access.viewer_of", _researchers_work_here),
        files(STAFF, STREAM, WORK, who="researcher"),
    ),
)
TABLES = (
    Mutation(
        "recordings and documents are asked for their own rule alone",
        lambda: both(
            instead("archive.querysets.RestrictableQuerySet.closed", always(Q())),
            instead("archive.querysets.RestrictableQuerySet.layered", always(Q())),
        ),
        files(EMBARGO, STREAM, DOCUMENT),
    ),
    Mutation(
        "drafts are shown",
        lambda: instead("catalogue.querysets.WorkQuerySet.closed", always(Q())),
        files(UNPUBLISHED, WORK),
    ),
    Mutation(
        "names are shown whose works are not",
        lambda: instead("catalogue.querysets.AuthorityQuerySet.closed", always(Q())),
        files(WITHDRAWN, PERSON, "place page sv"),
    ),
    Mutation(
        "words are shown whose recording is not",
        lambda: instead("subtitles.querysets.TrackQuerySet.closed", always(Q(published_revision__isnull=False))),
        files("the recording is for staff", CAPTIONS),
    ),
    Mutation(
        "a track is listed before anything of it is published",
        lambda: instead("subtitles.querysets.SEES_UNPUBLISHED", constant(Level.STRANGER)),
        of_gate("the words are unpublished"),
    ),
    Mutation(
        "lists show all that may be seen",
        lambda: instead("archive.querysets.ProtectedQuerySet.listed_to", lambda real: _visible_to),
        other_pages(UNLISTED, "/works/", "/"),
    ),
    Mutation(
        "pages name what is kept to its address",
        lambda: instead("archive.querysets.ProtectedQuerySet.mentioned_to", lambda real: _visible_to),
        other_pages("the person is unlisted", "/works/kanarieslug/"),
    ),
    Mutation(
        "whoever asks for files needs no gate",
        lambda: instead(
            "archive.querysets.ProtectedQuerySet.visible_to", lambda real: lambda rows, *_, **__: rows.all()
        ),
        files(WITHDRAWN, STREAM),
    ),
)


def _visible_to(rows: Any, *args: Any, **kwargs: Any) -> Any:
    return rows.visible_to(*args, **kwargs)


MUTATIONS = (*VALUE, *QUERY, *TABLES)
__all__ = ["MUTATIONS", "these"]
