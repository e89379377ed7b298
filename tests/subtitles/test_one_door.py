"""Cues are read for the public in one place, so that what is closed of them is closed in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Those who work on a track read and write whole revisions; the public's door is in models/track.py.
OF_THE_HOUSE = {
    "subtitles/models/track.py",
    "subtitles/importing.py",
    "subtitles/exporting.py",
    "subtitles/reviewing.py",
    "subtitles/revising.py",
    "subtitles/effects.py",
    "subtitles/flow/checking.py",
    "subtitles/flow/dividing.py",
    "subtitles/flow/progress.py",
    "subtitles/overview/figures.py",
    "subtitles/overview/progress.py",
    "subtitles/memory/keeping.py",
    "subtitles/memory/reading.py",
    "subtitles/proofreading.py",
    "subtitles/speaking.py",
    "subtitles/translating.py",
    "subtitles/workbench/checkpoints.py",
    "subtitles/workbench/drafting.py",
    "subtitles/workbench/joining.py",
    "subtitles/workbench/remembering.py",
    "subtitles/workbench/standing.py",
    "subtitles/workbench/submitting.py",
    "subtitles/admin/workbench/state.py",
    "subtitles/admin/comparisons.py",
    "subtitles/admin/flow/page.py",
    "subtitles/admin/pages.py",
}
# Without Django: what is called cues there are a dictionary's.
PURE = "subtitles/changes/"
ASKED = {
    "all",
    "filter",
    "exclude",
    "defer",
    "only",
    "order_by",
    "values",
    "values_list",
    "get",
    "first",
    "in_bulk",
    "iterator",
    "count",
}


def readers(tree: ast.AST) -> Iterator[int]:
    """The lines on which cues are asked of the database: `Cue.objects`, `revision.cues.all()`, `cues__payload=`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            is_table = node.attr in {"objects", "_default_manager", "_base_manager"}
            if is_table and isinstance(node.value, ast.Name) and node.value.id == "Cue":
                yield node.lineno
            if node.attr in ASKED and isinstance(node.value, ast.Attribute) and node.value.attr == "cues":
                yield node.lineno
        names = [node.arg] if isinstance(node, ast.keyword) else []
        names += [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
        if any(name and ("cues__" in name or name.endswith("__cues")) for name in names):
            yield node.lineno if isinstance(node, ast.Constant | ast.keyword) else 0


def test_nothing_but_the_one_door_reads_cues_for_the_public() -> None:
    found = []
    for app in ("archive", "subtitles", "catalogue", "search", "config"):
        for path in (ROOT / app).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if name not in OF_THE_HOUSE and "/migrations/" not in name and not name.startswith(PURE):
                found += [f"{name}:{line}" for line in readers(ast.parse(path.read_text()))]
    assert found == []


def test_a_reader_would_be_noticed() -> None:
    for line in ("Cue.objects.filter(pk=1)", "revision.cues.all()", "Work.objects.filter(revisions__cues__payload='')"):
        assert list(readers(ast.parse(line))), line
