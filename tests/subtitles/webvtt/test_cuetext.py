"""Cases for the W3C's cue text tokenizer and tree, in our own words."""

import pytest

from subtitles.webvtt.cuetext import Node, Token, plain_text, to_html, tokens, tree


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("", []),
        ("a\nb", [Token("text", "a\nb")]),
        ("<b>", [Token("start", "b")]),
        ("<b", [Token("start", "b")]),
        ("<", [Token("start", "")]),
        ("<>", [Token("start", "")]),
        ("</b>", [Token("end", "b")]),
        ("</", [Token("end", "")]),
        ("</b x>", [Token("end", "b x")]),
        ("<c.one.two>", [Token("start", "c", ("one", "two"))]),
        ("<c..one.>", [Token("start", "c", ("one",))]),
        ("<.one>", [Token("start", "", ("one",))]),
        ("<v.loud  Sara \t Berg >", [Token("start", "v", ("loud",), "Sara Berg")]),
        ("<v\nSara>", [Token("start", "v", (), "Sara")]),
        ("<v A &amp; B>", [Token("start", "v", (), "A & B")]),
        ("<b.a&amp;b>", [Token("start", "b", ("a&amp;b",))]),
        ("<b <i>", [Token("start", "b", (), "<i")]),
        ("<00:01.000>a", [Token("timestamp", "00:01.000"), Token("text", "a")]),
        ("<1>", [Token("timestamp", "1")]),
        ("<١>", [Token("start", "١")]),
        ("a > b", [Token("text", "a > b")]),
        ("a < b", [Token("text", "a "), Token("start", "", (), "b")]),
        ("&amp;&lt;&gt;&nbsp;&#65;&#x42;", [Token("text", "&<>\u00a0AB")]),
        ("&amp", [Token("text", "&")]),
        ("&unknown; & AT&T", [Token("text", "&unknown; & AT&T")]),
        ("&lrm;&rlm;", [Token("text", "\u200e\u200f")]),
    ],
)
def test_a_payload_is_cut_into_tokens(payload: str, expected: list[Token]) -> None:
    assert list(tokens(payload)) == expected


def node(name: str, *children: Node | str, annotation: str = "") -> Node:
    return Node(name, (), annotation, list(children))


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<i>a<b>b</b></i>c", [node("i", "a", node("b", "b")), "c"]),
        ("<i>a", [node("i", "a")]),
        ("<i>a</b>b</i>", [node("i", "a", "b")]),
        ("</i>a", ["a"]),
        ("<x>a</x>", ["a"]),
        ("<b>a<i>b</b>c", [node("b", "a", node("i", "b", "c"))]),
        ("<rt>a</rt>", ["a"]),
        ("<ruby>a<rt>b</rt></ruby>c", [node("ruby", "a", node("rt", "b")), "c"]),
        ("<ruby>a<rt>b</ruby>c", [node("ruby", "a", node("rt", "b")), "c"]),
        ("<lang sv>a</lang>", [node("lang", "a", annotation="sv")]),
        ("<01:00.000>a<1:0>b", [node("timestamp", annotation="01:00.000"), "a", "b"]),
    ],
)
def test_tokens_grow_into_the_tree_a_browser_builds(payload: str, expected: list[Node | str]) -> None:
    assert tree(payload) == Node(children=expected)


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("<v Sara>Vi är <b>fria</b>\n&amp; glada", "Vi är fria\n& glada"),
        ("می\u200cخواهیم", "می\u200cخواهیم"),
        ("\u200fآزادی\u202b!\u202c\u2067x\u2069", "آزادی!x"),
        ("&rlm;<i>آزادی</i>", "آزادی"),
        ("1 > 0", "1 > 0"),
    ],
)
def test_plain_text_is_what_is_read(payload: str, text: str) -> None:
    assert plain_text(payload) == text


@pytest.mark.parametrize(
    ("payload", "html"),
    [
        ("a\n<b>b</b> & &lt;script&gt;", "a<br><b>b</b> &amp; &lt;script&gt;"),
        ("<script>alert(1)</script>", "alert(1)"),
        ('<b onclick="x">a', "<b>a</b>"),
        ('<v "><img src=x>>a</v>', '<span title="&quot;">&gt;a</span>'),
        ('<lang sv"x>a', '<span lang="sv&quot;x">a</span>'),
        ("<c.red>a</c><v>b</v>", "ab"),
        ("<ruby>a<rt>b", "<ruby>a<rt>b</rt></ruby>"),
    ],
)
def test_html_holds_nothing_but_known_tags(payload: str, html: str) -> None:
    assert to_html(payload) == html


def test_deep_nesting_is_no_danger() -> None:
    assert to_html("<b>" * 5000 + "x") == "<b>" * 5000 + "x" + "</b>" * 5000
