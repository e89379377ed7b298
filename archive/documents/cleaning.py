"""What stays of a PDF (ISO 32000-2) in its public copy. Runs in the sandbox, without Django.

The pages, their look and the ways to move among them stay: named here is what is kept, and all else goes, so that a new
kind of metadata does not pass because nobody thought of it. Of what can stand anywhere in a file, `EVERYWHERE` goes.
The file is written anew, so that earlier states of it and what nothing refers to are not in the copy.
"""

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from archive.documents import annotations, pictures

TRAILER = {"/Root", "/Size", "/Encrypt"}  # the last says how to read; the copy is written without it
CATALOG = {
    "/Type", "/Pages", "/Outlines", "/PageLabels", "/PageLayout", "/PageMode", "/Lang", "/MarkInfo", "/StructTreeRoot",
    "/OCProperties", "/Dests", "/Names", "/ViewerPreferences", "/OutputIntents",
}  # fmt: skip
NAMES = {"/Dests"}
PREFERENCES = {"/Direction", "/DisplayDocTitle", "/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"}
PAGE_MODES = {"/UseNone", "/UseOutlines", "/UseThumbs", "/FullScreen", "/UseOC"}
PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents",
    "/Rotate", "/Group", "/Annots", "/StructParents", "/Tabs", "/UserUnit",
}  # fmt: skip
OUTLINE = {
    "/Type", "/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/A", "/C", "/F",
}  # fmt: skip
# Metadata, other programs' data, pictures of pages, scripts, addresses, attachments, forms, signatures, and what points
# at other files.
EVERYWHERE = {
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/OpenAction", "/JS", "/JavaScript", "/URI", "/EF",
    "/EmbeddedFiles", "/AF", "/AcroForm", "/XFA", "/Perms", "/DSS", "/Legal", "/SpiderInfo", "/Collection",
    "/Requirements", "/Threads", "/OPI", "/Alternates", "/SeparationInfo", "/PtData", "/Measure", "/PA",
    "/RichMediaContent", "/DPartRoot", "/Extensions", "/PresSteps", "/PZ", "/VP", "/CreatorInfo",
}  # fmt: skip
# These letters are also names of colours, fonts and marks in a page's resources, where they stay.
RESOURCES = {
    "/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/Colorants",
}  # fmt: skip
STREAM_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")


def clean(pdf: Pdf) -> Counter[str]:
    """Take out of a PDF what is not for the public; how many things of which kind were taken out, by their name."""
    removed: Counter[str] = Counter()
    _keep(pdf.trailer, TRAILER, removed)
    for page in pdf.pages:
        annotations.clean(page.obj, removed)
    _clean_catalog(pdf.Root, removed)
    for page in pdf.pages:
        _keep(page.obj, PAGE, removed)
    _clean_outlines(pdf.Root, removed)
    _clean_everything(pdf, removed)
    return removed


def _keep(thing: Object, kept: set[str], removed: Counter[str]) -> None:
    for key in list(thing.keys()):
        if key not in kept:
            del thing[key]
            removed[key[1:]] += 1


def _clean_catalog(root: Object, removed: Counter[str]) -> None:
    _keep(root, CATALOG, removed)
    if isinstance(root.get("/Names"), Dictionary):
        _keep(root["/Names"], NAMES, removed)
    if isinstance(root.get("/ViewerPreferences"), Dictionary):
        _keep(root["/ViewerPreferences"], PREFERENCES, removed)
    if str(root.get("/PageMode", "/UseNone")) not in PAGE_MODES:
        del root["/PageMode"]
    for intent in root.get("/OutputIntents") or []:
        if isinstance(intent, Dictionary) and "/Info" in intent:
            del intent["/Info"]


def _clean_outlines(root: Object, removed: Counter[str]) -> None:
    """The table of contents keeps its titles and the pages they lead to."""
    seen: set[tuple[int, int]] = set()
    waiting = [root.get("/Outlines")]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Dictionary) or (item.is_indirect and item.objgen in seen):
            continue
        seen.add(item.objgen)
        _keep(item, OUTLINE, removed)
        waiting += [item.get("/First"), item.get("/Next")]


def _clean_everything(pdf: Pdf, removed: Counter[str]) -> None:
    things = list(pdf.objects)
    named = {place for thing in things for part, _ in _within(thing) for place in _named_by_the_page(part)}
    for thing in things:
        for part, place in _within(thing):
            if isinstance(part, Stream):
                pictures.clean(pdf, part, removed)
                _forget_elsewhere(part, removed)
            if place not in RESOURCES and not (part.is_indirect and part.objgen in named):
                _clean_anywhere(part, removed)


def _within(thing: Object) -> Iterator[tuple[Object, str]]:
    """A thing and what lies directly in it, each with the name of the place it stands in; not what it refers to."""
    waiting: list[tuple[Object, str]] = [(thing, "")]
    while waiting:
        part, place = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part, place
            waiting += [(value, key) for key, value in part.items() if _is_part(value)]
        elif isinstance(part, Array):
            waiting += [(value, place) for value in part if _is_part(value)]


def _is_part(value: object) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _named_by_the_page(part: Object) -> list[tuple[int, int]]:
    """The tables of resources that a thing refers to: their keys are names that pages made up."""
    found = [part.get(key) for key in RESOURCES.intersection(part.keys())]
    return [table.objgen for table in found if isinstance(table, Dictionary) and table.is_indirect]


def _forget_elsewhere(stream: Object, removed: Counter[str]) -> None:
    """A stream's bytes may lie in another file; ours never do."""
    for key in STREAM_ELSEWHERE:
        if key in stream:
            del stream[key]
            removed["F"] += 1


def _clean_anywhere(thing: Object, removed: Counter[str]) -> None:
    for key in EVERYWHERE.intersection(thing.keys()):
        del thing[key]
        removed[key[1:]] += 1
    if str(thing.get("/Type")) in ("/Filespec", "/F", "/EmbeddedFile"):
        annotations.empty(thing)
        removed["Filespec"] += 1
        return
    annotations.clean_action(thing, removed)
