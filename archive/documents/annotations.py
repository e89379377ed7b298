"""Marks and links on the pages of a public copy: what is seen stays, who made it and what leads outside goes."""

from collections import Counter

from pikepdf import Array, Dictionary, Name, Object, Stream

# What is printed on the page. Notes, attachments, sounds, films and what opens when it is clicked go.
PRINTED = {
    "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly",
    "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Watermark",
}  # fmt: skip
LOOK = {
    "/Type", "/Subtype", "/Rect", "/F", "/AP", "/AS", "/Border", "/BS", "/BE", "/C", "/IC", "/CA", "/BM", "/QuadPoints",
    "/InkList", "/Vertices", "/L", "/LE", "/RD", "/StructParent", "/OC", "/H",
}  # fmt: skip
LINK = LOOK | {"/A", "/Dest"}
WRITTEN = LOOK | {"/Contents", "/DA", "/Q", "/DS"}  # a text without a picture of it is drawn from its words
HIDDEN, NO_VIEW = 2, 32
PAGES_TO_GO_TO = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}


def clean(page: Object, removed: Counter[str]) -> None:
    """Leave on a page the annotations a reader sees, each with its look alone."""
    found = page.get("/Annots")
    if found is None:
        return
    kept = []
    for annotation in found if isinstance(found, Array) else []:
        if isinstance(annotation, Dictionary) and _stays(annotation, removed):
            kept.append(annotation)
        elif isinstance(annotation, Dictionary):
            removed[str(annotation.get("/Subtype", "/Annotation"))[1:]] += 1
            empty(annotation)
    if kept:
        page["/Annots"] = Array(kept)
    else:
        del page["/Annots"]


def empty(thing: Object) -> None:
    """Leave nothing in a thing that others may still refer to."""
    if isinstance(thing, Stream):
        thing.write(b"")
    for key in list(thing.keys()):
        if key != "/Length":
            del thing[key]


def _stays(annotation: Object, removed: Counter[str]) -> bool:
    kind = str(annotation.get("/Subtype", ""))
    if _flags(annotation) & (HIDDEN | NO_VIEW):
        return False
    if kind == "/Link":
        clean_action(annotation, removed)
        _keep(annotation, LINK)
        return "/A" in annotation or "/Dest" in annotation
    if kind == "/Widget":
        return _as_picture(annotation)
    if kind not in PRINTED:
        return False
    _keep(annotation, LOOK if "/AP" in annotation or kind != "/FreeText" else WRITTEN)
    return True


def _flags(annotation: Object) -> int:
    flags = annotation.get("/F", 0)
    return int(flags) if isinstance(flags, int) else 0


def _as_picture(widget: Object) -> bool:
    """A field of a form as the picture of what stands in it. A signature is not valid in a copy and names somebody."""
    owner = widget.get("/Parent")
    kind = widget.get("/FT") or (owner.get("/FT") if isinstance(owner, Dictionary) else None)
    if kind == Name.Sig or "/AP" not in widget:
        return False
    _keep(widget, LOOK)
    widget["/Subtype"] = Name.Stamp
    return True


def _keep(annotation: Object, kept: set[str]) -> None:
    for key in list(annotation.keys()):
        if key not in kept:
            del annotation[key]


def clean_action(thing: Object, removed: Counter[str]) -> None:
    """Of what happens on a click, leave only what leads to a page of the same document."""
    action = thing.get("/A")
    if not isinstance(action, Dictionary) or "/S" not in action:
        return
    kind = str(action["/S"])
    if kind == "/GoTo" and "/D" in action:
        thing["/A"] = Dictionary(S=Name.GoTo, D=action["/D"])
    elif kind == "/Named" and str(action.get("/N")) in PAGES_TO_GO_TO:
        thing["/A"] = Dictionary(S=Name.Named, N=action["/N"])
    else:
        removed[kind[1:]] += 1
        del thing["/A"]
