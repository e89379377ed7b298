"""A translator at the workbench with the keyboard alone: she translates a stretch, sets times by ear, reviews."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from archive import ingest
from archive.jobs import run
from archive.models import Job
from subtitles.models import Track
from tests.browser import axe_violations, complaints
from tests.journeys.conftest import OpenAs
from tests.subtitles.factories import TrackFactory, published
from tests.subtitles.workbench import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = ("آشپزخانه را به یاد ", "آورم.")
# The film hums, louder and lower in turn: how loud it is heard around 2.5 s and around 1.5 s.
HEARD = """async () => {
  const { makeSound } = await import("/static/js/workbench/sound.js");
  const sound = makeSound(document.querySelector("video").dataset.src, () => {});
  while (!(sound.at(2450, 2550) && sound.at(1450, 1550))) {
    sound.ask(0, 4000);
    await new Promise((done) => setTimeout(done, 50));
  }
  return [sound.at(2450, 2550), sound.at(1450, 1550)];
}"""
# A pad with four buttons, as a browser tells of one; `hold(n, pressed)` presses it and waits until it was looked at.
PAD = """() => {
  const buttons = [0, 1, 2, 3].map(() => ({ pressed: false }));
  navigator.getGamepads = () => [null, { buttons }];
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.hold = async (number, pressed) => ((buttons[number - 1].pressed = pressed), await frame());
  dispatchEvent(new Event("gamepadconnected"));
}"""
Opens = Callable[..., Page]


@pytest.fixture
def track(site: LiveServer) -> Track:
    made: Track = TrackFactory(recording__title="Köket i Teheran", recording__language="sv", language="fa")
    return made


@pytest.fixture
def opens(site: LiveServer, open_as: OpenAs, translator: User) -> Opens:
    """The workbench of a track in Swedish, with this state of the server."""

    def at(track: Track, answer: scene.Json) -> Page:
        UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "sv"})
        desk = open_as(translator)
        scene.serve(desk, answer)
        desk.goto(site.url + reverse("tracks:workbench", args=[track.pk]))
        expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
        return desk

    return at


def until(desk: Page, is_so: Callable[[float], bool]) -> None:
    """Waits until it is so of the film's seconds. The page's policy keeps Playwright's own waiting out."""
    for _ in range(400):
        seconds = desk.evaluate("document.querySelector('video').currentTime")
        if is_so(seconds):
            return
        desk.wait_for_timeout(25)
    raise AssertionError(f"The film stands at {seconds} s.")


def press(desk: Page, *keys: str) -> None:
    for key in keys:
        desk.keyboard.press(key)


def test_a_stretch_of_600_cues_is_translated_beside_its_source(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 600, 0))
    field = desk.get_by_label("Text", exact=True)
    expect(field).to_be_focused()
    said = []
    for number in range(8):
        expect(desk.locator("[data-source]")).to_have_text(scene.SPOKEN[number % 7], use_inner_text=True)
        desk.keyboard.insert_text(f"{number} {WORDS[0]}می")
        press(desk, "Shift+Space")
        desk.keyboard.insert_text(WORDS[1])
        said.append(f"{number} {WORDS[0]}می\u200c{WORDS[1]}")
        press(desk, "Control+Enter")
    inserts = [change for change in scene.sent(desk) if change["kind"] == "insert"]
    assert [change["times"] for change in inserts] == [[1000 + n * 4000, 4200 + n * 4000] for n in range(8)]
    cues = [desk.locator(f"#row-{number} .row__text").inner_text().strip() for number in range(7)]
    assert cues == said[:7]
    assert len([change for change in scene.sent(desk) if change["kind"] == "confirm"]) == 8
    expect(desk.locator("[data-position]")).to_have_text("Replik 9 av 600")
    press(desk, "Alt+ArrowUp")
    expect(field).to_have_value(said[7])
    expect(desk.locator("#row-7 .sign--confirmed")).to_have_count(1)


def test_where_all_is_translated_confirming_goes_to_the_next_that_nobody_confirmed(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 6, 6))  # of which three are confirmed
    press(desk, "Control+Enter")
    expect(desk.locator("[data-position]")).to_have_text("Replik 4 av 6")
    press(desk, "Control+Enter", "Control+Enter")
    expect(desk.locator("[data-position]")).to_have_text("Replik 6 av 6")
    assert [change["kind"] for change in scene.sent(desk)] == ["confirm"] * 2


def test_cues_are_timed_split_merged_and_shifted_and_all_of_it_is_undone(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 20, 20))
    before = [[cue["start"], cue["end"], cue["text"]] for cue in scene.state(track, 20, 20)["state"]["cues"]]  # type: ignore[index]

    press(desk, "Alt+2", "w", "s", "Shift+ArrowRight", "ArrowDown", "Alt+ArrowLeft")
    last = scene.sent(desk)[-1]
    assert [change["times"] for change in scene.sent(desk)] == [[1100, 4200], [1100, 4300], [1140, 4340], [4900, 8100]]
    assert last["was"] == [5000, 8200]
    press(desk, "Alt+Shift+v")  # the end goes before the shot at 9.000: two frames at 25 a second
    assert scene.sent(desk)[-1]["times"] == [4900, 8920]

    press(desk, "Enter", "Control+Home", *["ArrowLeft"] * 10, "Alt+Enter")
    made = scene.sent(desk)[-1]
    assert (made["kind"], made["keeps"]) == ("split", "first")
    assert made["texts"] == ["مادرم گفت:", "بنویسش،\nوگرنه فراموش می‌شود."]
    press(desk, "Alt+ArrowUp", "Alt+m")
    assert scene.sent(desk)[-1]["kind"] == "merge"

    press(desk, "Alt+g")
    desk.keyboard.insert_text("")
    press(desk, "Control+a")
    desk.keyboard.insert_text("250")
    press(desk, "Enter")
    assert scene.sent(desk)[-1] == {"kind": "shift", "cue": None, "from": 4900, "ms": 250}
    press(desk, "Alt+Delete")
    for _ in range(9):
        press(desk, "Control+z")
    after = desk.evaluate("(async () => (await import('/static/js/workbench/store.js')).current.state.cues)()")
    assert [[cue["start"], cue["end"], cue["text"]] for cue in after] == before


def test_a_finding_is_mended_by_its_key(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 20, 20))
    press(desk, "F4")
    expect(desk.locator(".found__one")).to_contain_text("Raden har 43 tecken")
    expect(desk.locator(".gauge[data-fill=warning]")).to_have_text("Rad 1: 43 av 42")
    press(desk, "Alt+r")
    expect(desk.locator(".found__one")).to_have_count(0)
    assert "\n" in desk.locator("#text").input_value()


def test_what_is_found_is_shown_before_it_is_replaced(opens: Opens, track: Track) -> None:
    answer = scene.state(track, 700, 700)
    answer["state"]["cues"][699]["text"] = "a" * 60 + "!"  # type: ignore[index]
    desk = opens(track, answer)
    press(desk, "Control+f")
    desk.keyboard.insert_text(r"(چهل) (زن)")
    press(desk, "Tab")
    desk.keyboard.insert_text("$2 $1")
    press(desk, "Tab", "Space")
    expect(desk.locator(".replace__list li")).to_have_count(100)
    expect(desk.locator(".replace__after").first).to_have_text("زن چهل در آن اتاق بودیم.")
    press(desk, "Shift+Tab", "Shift+Tab", "Control+a")
    desk.keyboard.insert_text(r"(a+)+$")
    expect(desk.locator(".replace__note")).to_contain_text("för lång tid", timeout=10_000)
    press(desk, "Control+a")
    desk.keyboard.insert_text("(چهل")
    expect(desk.locator(".replace__note")).to_contain_text("inget reguljärt uttryck")
    press(desk, "Control+a")
    desk.keyboard.insert_text(r"(چهل) (زن)")
    expect(desk.locator(".replace__list li")).to_have_count(100)
    desk.locator(".replace__list input").first.focus()
    press(desk, "Space")
    desk.get_by_role("button", name="Ersätt de valda").focus()
    press(desk, "Enter")
    changed = scene.sent(desk)
    assert len(changed) == 99
    assert {change["text"] for change in changed} == {"زن چهل در آن اتاق بودیم."}
    press(desk, "Control+z")
    expect(desk.locator("#row-9 .row__text")).to_contain_text("چهل زن")


# What is typed, how, a text, and what it finds there: an expression by "r", whole words by "w", capitals count by "c".
LOOKED_FOR = [
    ("زن", "", "زنان، زن\u200cها، زن", ["زن", "زن", "زن"]),
    ("زن", "w", "زنان، زن\u200cها، زن.", ["زن"]),
    ("می\u200cروم", "w", "نمی\u200cروم، می\u200cروم", ["می\u200cروم"]),
    (r"\bزن\b", "r", "زنان، زن\u200cها، زن.", ["زن"]),
    (r"\w+", "r", "می\u200cروم به خانهٔ ۱۲", ["می\u200cروم", "به", "خانهٔ", "۱۲"]),
    (r"[\w.]+", "r", "الف.ب ج", ["الف.ب", "ج"]),
    (r"\d+", "r", "سال ۱۳۵۷ و 1979", ["۱۳۵۷", "1979"]),
    (r"\W", "r", "آ ب", [" "]),
    (r"\Bن", "r", "زن نان", ["ن", "ن"]),
    ("år|ö", "rw", "år, åren, ö, öra", ["år", "ö"]),
    (r"(.)\1", "r", "aabb\\", ["aa", "bb"]),
    (r"\\w", "r", r"\w", [r"\w"]),
    ("a.b", "", "a.b axb", ["a.b"]),
    ("hon", "", "Hon hon", ["Hon", "hon"]),
    ("hon", "c", "Hon hon", ["hon"]),
]
FIND = """async (rows) => {
  const { patternOf } = await import("/static/js/workbench/pattern.js");
  return rows.map(([what, how, text]) => {
    const [regular, whole, capitals] = [..."rwc"].map((letter) => how.includes(letter));
    const { pattern, flags } = patternOf({ what, regular, whole, capitals });
    return [...text.matchAll(new RegExp(pattern, flags))].map(([found]) => found);
  });
}"""


def test_a_letter_of_an_expression_is_one_of_any_script_and_a_non_joiner_lies_in_its_word(
    opens: Opens, track: Track
) -> None:
    desk = opens(track, scene.state(track, 3, 3))
    assert desk.evaluate(FIND, LOOKED_FOR) == [found for *_said, found in LOOKED_FOR]


def test_a_non_joiner_is_typed_shown_and_replaced_and_what_somebody_wrote_meanwhile_stands(
    opens: Opens, track: Track
) -> None:
    answer = scene.state(track, 4, 4)
    cues: list[scene.Json] = answer["state"]["cues"]  # type: ignore[index]
    for number, text in enumerate(["می روم", "می روم", "می روم", "نمی روم"]):
        cues[number]["text"] = text
    desk = opens(track, answer)
    press(desk, "Control+f")
    desk.keyboard.insert_text("می (روم)")
    press(desk, "Tab")
    desk.keyboard.insert_text("می")
    press(desk, "Shift+Space")
    desk.keyboard.insert_text("$1")
    desk.get_by_label("Reguljärt uttryck").check()
    desk.get_by_label("Hela ord").check()
    expect(desk.locator(".replace__list li")).to_have_count(3)
    expect(desk.locator(".replace__after").first.locator("[data-sign=zwnj]")).to_have_count(1)
    desk.evaluate(
        "async (cue) => (await import('/static/js/workbench/store.js')).current.dispatch("
        "{ kind: 'text', cue, was: 'می روم', text: 'می آیم' })",
        cues[1]["uuid"],
    )
    desk.get_by_role("button", name="Ersätt de valda").press("Enter")
    changed = [change for change in scene.sent(desk) if change["text"] != "می آیم"]
    assert [(change["cue"], change["text"]) for change in changed] == [
        (cues[number]["uuid"], "می\u200cروم") for number in (0, 2)
    ]
    expect(desk.locator("[data-announce]")).to_contain_text("1 ändrades av någon annan")
    press(desk, "Control+z")
    state = "(async () => (await import('/static/js/workbench/store.js')).current.state.cues.map(({ text }) => text))()"
    assert desk.evaluate(state) == ["می روم", "می آیم", "می روم", "نمی روم"]


def test_commands_are_found_by_words_of_any_language_and_by_keys_of_a_persian_layout(
    opens: Opens, track: Track
) -> None:
    desk = opens(track, scene.state(track, 20, 5))
    desk.evaluate(
        "document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'ن', code: 'KeyK', ctrlKey: true, bubbles: true}))"
    )
    desk.keyboard.insert_text("نیم")
    expect(desk.locator(".palette__list [role=option]")).to_contain_text(["Nollbreddsavskiljare"])
    press(desk, "Control+a")
    desk.keyboard.insert_text("last cue")
    press(desk, "Enter")
    expect(desk.locator("[data-position]")).to_have_text("Replik 20 av 20")
    expect(desk.locator("dialog")).to_have_count(0)


def test_keys_are_changed_taken_along_and_forgotten_unless_she_asks(opens: Opens, track: Track, tmp_path: Path) -> None:
    desk = opens(track, scene.state(track, 20, 5))
    press(desk, "Shift+F1")
    desk.get_by_role("button", name="Ändra tangent för: Nästa replik").focus()
    press(desk, "Enter", "Alt+m")
    expect(desk.locator(".sheet__note")).to_contain_text("Slå ihop med nästa replik")
    with desk.expect_download() as saving:
        desk.get_by_role("button", name="Spara tangenterna som fil").press("Enter")
    saved = json.loads(Path(saving.value.path()).read_text())
    assert saved["changed"] == {"merge": [], "next": ["Alt+M", "ArrowDown"]}
    press(desk, "Escape", "Alt+m")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 20")
    assert desk.evaluate("localStorage.getItem('workbench-keys')") is None
    desk.reload()
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    press(desk, "Alt+ArrowDown")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 20")
    press(desk, "Shift+F1")
    desk.get_by_label("Tangenter som i").select_option("aegisub")
    desk.get_by_label("Kom ihåg").check()
    press(desk, "Escape", "Escape", "x")
    expect(desk.locator("[data-position]")).to_have_text("Replik 3 av 20")
    desk.reload()
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    press(desk, "Escape", "x")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 20")


def test_the_buttons_of_a_pad_and_media_keys_are_bound_and_heard_like_keys_also_while_she_writes(
    opens: Opens, track: Track
) -> None:
    desk = opens(track, scene.state(track, 20, 20))
    desk.evaluate(PAD)
    press(desk, "Shift+F1")
    for command, number in (("Nästa replik", 2), ("Håll nere medan repliken hörs", 4)):
        desk.get_by_role("button", name=f"Ändra tangent för: {command}").press("Enter")
        desk.evaluate("(number) => hold(number, true)", number)
        desk.evaluate("(number) => hold(number, false)", number)
        expect(desk.get_by_role("button", name=f"Ändra tangent för: {command}")).to_contain_text(f"Pad\u00a0{number}")
    desk.get_by_role("button", name="Ändra tangent för: Föregående replik").press("Enter")
    media_key(desk, "MediaTrackPrevious", "")
    expect(desk.get_by_role("button", name="Ändra tangent för: Föregående replik")).to_contain_text("Media Prev")
    press(desk, "Escape", "F2")
    expect(desk.locator("#text")).to_be_focused()
    desk.evaluate("hold(2, true)")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 20")
    desk.evaluate("hold(2, true)")  # still held: it is one press
    desk.evaluate("hold(2, false)")
    desk.evaluate("hold(2, true)")
    expect(desk.locator("[data-position]")).to_have_text("Replik 3 av 20")
    media_key(desk, "MediaTrackPrevious", "MediaTrackPrevious")
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 20")
    assert scene.sent(desk) == []
    desk.evaluate("hold(4, true)")
    press(desk, "Alt+k")
    desk.evaluate("hold(4, false)")
    expect(desk.locator("[data-position]")).to_have_text("Replik 3 av 20")  # what is held begins, let go it ends
    assert [change["times"] for change in scene.sent(desk)] == [[5000, 6000]]


def media_key(desk: Page, key: str, code: str) -> None:
    """A key of a headset, which some keyboards tell without a place."""
    event = f"new KeyboardEvent('keydown', {{key: '{key}', code: '{code}', bubbles: true, cancelable: true}})"
    desk.evaluate(f"document.activeElement.dispatchEvent({event})")


def test_ten_thousand_cues_are_opened_scrolled_and_written_in(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 10_000, 10_000))
    press(desk, "Alt+End")
    expect(desk.locator("#row-9999")).to_have_attribute("aria-selected", "true")
    assert desk.locator(".row").count() < 60
    desk.locator("[data-list]").hover()
    for _ in range(20):
        desk.mouse.wheel(0, -5000)
    expect(desk.locator("#row-9999")).to_have_count(0)
    assert desk.locator(".row").count() < 60
    press(desk, "Alt+Home", "F2")
    desk.keyboard.type("abc")
    expect(desk.locator("#row-0 .row__text")).to_contain_text("abc")


def test_markup_in_a_cue_is_drawn_and_never_run(opens: Opens, track: Track) -> None:
    text = "<i>kursiv</i> <img src=x onerror=alert(1)><script>window.ran = 1</script> &lt;b&gt;"
    answer = scene.state(track, 3, 3)
    for side in ("state", "source"):
        answer[side]["cues"][0]["text"] = text  # type: ignore[index]
    desk = opens(track, answer)
    said = complaints(desk)
    press(desk, "Control+f")
    desk.keyboard.insert_text("kursiv")
    expect(desk.locator(".replace__list li")).to_have_count(1)
    press(desk, "Escape")
    expect(desk.locator("#row-0 .row__text i")).to_have_text("kursiv")
    assert desk.locator(".row img, .row script, .edit img, .shown img").count() == 0
    assert desk.evaluate("window.ran") is None
    assert said == []


def test_another_track_is_timed_from_the_film(
    opens: Opens, site: LiveServer, clip: Callable[[str], Path], tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(clip("film").read_bytes())
    original = ingest.accept(film, "film.mp4", language="sv")
    run.run_until_done(list(Job.objects.values_list("pk", flat=True)))
    track = TrackFactory(recording=original.recording, language="fa")
    answer = scene.state(track, 3, 3, sourced=False)
    for number, cue in enumerate(answer["state"]["cues"]):  # type: ignore[index]
        cue.update(start=200 + number * 1200, end=900 + number * 1200)
    answer["media"]["duration"] = 4000  # type: ignore[index]
    desk = opens(track, answer)
    said = complaints(desk)
    expect(desk.locator(".shown__line")).to_have_text(["آشپزخانهٔ خانه را به یاد می‌آورم، و صداها را."])
    assert desk.locator(".shown__line").get_attribute("dir") == "rtl"
    until(desk, lambda seconds: seconds == 0.2)
    if shots := os.environ.get("SHOTS"):
        desk.wait_for_timeout(1500)
        desk.screenshot(path=Path(shots) / "workbench-film.png")
    loud, low = desk.evaluate(HEARD)
    assert loud > 1.5 * low > 0
    press(desk, "Alt+2", "Period", "Period")
    until(desk, lambda seconds: abs(seconds - 0.28) < 0.001)
    press(desk, "i")
    assert scene.sent(desk)[-1]["times"] == [280, 900]
    press(desk, "Space")
    until(desk, lambda seconds: seconds > 0.5)
    desk.keyboard.down("t")
    until(desk, lambda seconds: seconds > 1)
    desk.keyboard.up("t")
    times: list[int] = scene.sent(desk)[-1]["times"]  # type: ignore[assignment]
    assert 500 <= times[0] < 1000 <= times[1] < 2500
    expect(desk.locator("[data-position]")).to_have_text("Replik 2 av 3")
    assert said == []


def test_who_else_is_there_is_said_at_her_cue_by_name_and_not_by_colour_alone(opens: Opens, track: Track) -> None:
    desk = opens(track, scene.state(track, 20, 20))
    expect(desk.locator("#row-5 .row__other")).to_have_text("MBMina Berg är här")
    expect(desk.locator("[data-present] li")).to_have_text("MBMina Berg är här")
    hues = desk.locator("[data-hue]").evaluate_all("(all) => all.map((one) => one.dataset.hue)")
    assert len(hues) == 2 and len(set(hues)) == 1
    expect(desk.locator("[data-signs] [data-other]")).to_have_count(0)
    press(desk, *["Alt+ArrowDown"] * 5)
    expect(desk.locator("[data-signs] [data-other]")).to_have_text("Mina Berg är här")
    if shots := os.environ.get("SHOTS"):
        desk.screenshot(path=Path(shots) / "workbench-present.png")
    assert axe_violations(desk) == []


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_comments_are_gone_through_answered_and_resolved_by_keyboard(
    opens: Opens, track: Track, translator: User, language: str
) -> None:
    desk = opens(track, scene.state(track, 20, 20))  # the second cue has a comment by Mina
    UserProfile.objects.filter(user=translator).update(preferred_language=language)
    desk.reload()
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
    press(desk, "Alt+3", "Alt+Shift+c")
    expect(desk.locator("#row-1")).to_have_attribute("aria-selected", "true")
    press(desk, "Alt+c")
    desk.keyboard.insert_text("بله، درست است.")
    press(desk, "Control+Enter")
    expect(desk.locator("[data-comments] li")).to_have_count(2)
    expect(desk.locator("#comment")).to_have_value("")
    assert [change["kind"] for change in scene.sent(desk)] == ["comment"]
    press(desk, "Shift+Tab", "Shift+Tab")  # over her own to Mina's
    press(desk, "Enter")
    assert scene.sent(desk)[-1] == {"kind": "resolve", "cue": scene.sent(desk)[0]["cue"], "of": "x", "resolved": True}
    expect(desk.locator("[data-comments] li").last).to_contain_text("Mina")
    expect(desk.locator("[data-comments] li[data-resolved]")).to_have_count(1)
    expect(desk.locator("#row-1 .sign--comment")).to_have_count(1)
    if shots := os.environ.get("SHOTS"):
        desk.screenshot(path=Path(shots) / f"workbench-comments-{language}.png")
    assert axe_violations(desk) == []
    desk.locator("[data-comments] li button").first.press("Enter")
    expect(desk.locator("#row-1 .sign--comment")).to_have_count(0)
    press(desk, "Escape", "Alt+Shift+c")
    expect(desk.locator("#row-1")).to_have_attribute("aria-selected", "true")
    desk.locator("[data-comments] li[data-resolved] button").last.press("Enter")
    assert scene.sent(desk)[-1]["resolved"] is False


def test_two_texts_stand_beside_each_other_until_somebody_chooses(opens: Opens, track: Track) -> None:
    answer = scene.state(track, 20, 20)
    cue = answer["state"]["cues"][2]  # type: ignore[index]
    answer["conflicts"] = [{"cue": cue["uuid"], "id": "x", "mine": "پنجاه زن بودیم.", "theirs": cue["text"], "was": ""}]
    desk = opens(track, answer)
    expect(desk.locator(".conflict")).to_contain_text("Två har ändrat samma ord")
    expect(desk.locator(".conflict")).to_contain_text(cue["text"])
    desk.get_by_role("button", name="Ta din").press("Enter")
    expect(desk.locator(".conflict")).to_have_count(0)
    expect(desk.locator("#row-2 .row__text")).to_have_text("پنجاه زن بودیم.")


def test_who_reviews_sees_what_differs_from_what_is_published(opens: Opens, site: LiveServer) -> None:
    track = published(None, "Frihet nu", "Samma", "Borta", language="sv").track
    answer = scene.state(track, 3, 3, sourced=False)
    ours: list[scene.Json] = answer["state"]["cues"]  # type: ignore[index]
    for cue, kept in zip(ours, track.published_cues(), strict=True):
        cue.update(uuid=str(kept.uuid), start=kept.start_ms, end=kept.end_ms, text=kept.payload)
    ours[0].update(text="Frihet strax", end=1950)
    del ours[2]
    desk = opens(track, answer)
    press(desk, "Alt+3")
    shown = desk.get_by_role("region", name="Det publicerade")
    expect(shown.locator("del")).to_have_text("nu")
    expect(shown.locator("ins")).to_have_text("strax")
    expect(shown).to_contain_text("Den stod från 0:01.000 till 0:01.900.")
    expect(shown).to_contain_text("Publicerade repliker som inte längre finns här: 1.")
    press(desk, "ArrowDown")
    expect(shown).to_contain_text("Som det är publicerat")
    press(desk, "F3")
    expect(desk.locator("[data-position]")).to_have_text("Replik 1 av 2")
    expect(desk.locator("#row-0 .sign--changed")).to_have_count(1)
