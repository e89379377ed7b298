"""PDFs with everything in them that must not go out, and PDFs that are no good."""

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

SECRET = "Kanarieperson"
TEXT = "BT /F1 24 Tf 72 700 Td (What everybody may read) Tj ET"


def plain(pages: int = 1) -> Pdf:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
        page.obj["/Contents"] = Stream(pdf, f"{TEXT} % page {number}".encode())
    return pdf


def save(pdf: Pdf, path: Path, **how: Any) -> Path:
    pdf.save(path, **how)
    return path


def jpeg(comment: str = SECRET) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = comment  # artist
    exif[0x010E] = comment
    out = io.BytesIO()
    picture = Image.frombytes("RGB", (64, 64), bytes(range(256)) * 48)
    picture.save(out, "JPEG", exif=exif, comment=comment.encode(), progressive=True, quality=90)
    return out.getvalue() + b"\xff\xd8 a second picture of " + comment.encode() + b"\xff\xd9"


def jpeg2000(comment: str = SECRET) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), "red").save(out, "JPEG2000")
    box = comment.encode()
    return out.getvalue() + (len(box) + 8).to_bytes(4, "big") + b"xml " + box


def _metadata(pdf: Pdf) -> None:
    words = Stream(pdf, f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/Author"] = SECRET
    pdf.docinfo["/Producer"] = SECRET
    pdf.Root["/Metadata"] = pdf.make_indirect(words)
    page = pdf.pages[0].obj
    page["/Metadata"] = pdf.make_indirect(words)
    page["/PieceInfo"] = Dictionary(Adobe=Dictionary(Private=String(SECRET)))
    page["/LastModified"] = String(f"D:2020 {SECRET}")
    page["/Thumb"] = Stream(pdf, SECRET.encode())
    pdf.Root["/PrivateOfAProgram"] = String(SECRET)
    page["/PrivateOfAProgram"] = String(SECRET)
    pdf.trailer["/DocOf"] = String(SECRET)


def _pictures(pdf: Pdf) -> None:
    facts = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 64, "Height": 64, "BitsPerComponent": 8}
    facts |= {"ColorSpace": Name.DeviceRGB}
    metadata = Stream(pdf, SECRET.encode(), Type=Name.Metadata)
    photo = Stream(pdf, jpeg(), **facts, Filter=Name.DCTDecode, Metadata=metadata, LastModified=String(SECRET))
    squeezed = Stream(pdf, b"", **facts)
    squeezed.write(
        b"".join(b"%02x" % byte for byte in jpeg()) + b">", filter=Array([Name.ASCIIHexDecode, Name.DCTDecode])
    )
    wavelet = Stream(pdf, jpeg2000(), **facts, Filter=Name.JPXDecode)
    page = pdf.pages[0].obj
    page["/Resources"]["/XObject"] = Dictionary(Metadata=photo, Im2=squeezed, Im3=wavelet)
    page["/Contents"] = Stream(pdf, f"{TEXT} q 64 0 0 64 0 0 cm /Metadata Do Q /Im2 Do /Im3 Do".encode())


def _actions(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    pdf.Root["/OpenAction"] = script
    pdf.Root["/AA"] = Dictionary(WC=script)
    pdf.Root["/URI"] = Dictionary(Base=String(f"https://{SECRET}.example/"))
    pdf.pages[0].obj["/AA"] = Dictionary(O=script)
    pdf.Root["/Names"] = Dictionary(
        JavaScript=Dictionary(Names=Array([String("run"), script])),
        Dests=Dictionary(Names=Array([String("first"), Array([pdf.pages[0].obj, Name.Fit])])),
    )
    kinds = {
        "URI": Dictionary(S=Name.URI, URI=String(f"https://{SECRET}.example/")),
        "Launch": Dictionary(S=Name.Launch, F=String(f"C:\\{SECRET}.exe")),
        "GoToR": Dictionary(S=Name.GoToR, F=String(f"{SECRET}.pdf"), D=Array([0, Name.Fit])),
        "SubmitForm": Dictionary(S=Name.SubmitForm, F=String(f"https://{SECRET}.example/")),
        "ImportData": Dictionary(S=Name.ImportData, F=String(f"{SECRET}.fdf")),
        "Chain": Dictionary(S=Name.GoTo, D=String("first"), Next=script),
    }
    links = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, n * 20, 100, n * 20 + 10]), A=action, PA=script)
        for n, action in enumerate(kinds.values())
    ]
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link) for link in links])
    item = pdf.make_indirect(Dictionary(Title=String("A chapter"), A=kinds["URI"], SE=String(SECRET)))
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item["/Parent"] = outlines
    pdf.Root["/Outlines"] = outlines


def _attachments(pdf: Pdf) -> None:
    pdf.attachments[f"{SECRET}.txt"] = SECRET.encode()
    spec = pdf.attachments[f"{SECRET}.txt"].obj
    pdf.Root["/AF"] = Array([spec])
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec, T=String(SECRET))
    clip = pdf.make_indirect(clip)
    pdf.pages[0].obj["/Annots"] = Array([clip])
    # What a reader for the blind walks along still names the annotation that was taken away.
    part = Dictionary(Type=Name.StructElem, S=Name.Link, K=Dictionary(Type=Name.OBJR, Obj=clip))
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(part)))
    pdf.Root["/Collection"] = Dictionary(View=Name.T, D=String(SECRET))


def _comments(pdf: Pdf) -> None:
    look = Dictionary(
        N=Stream(pdf, b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
    )
    who: dict[str, Any] = {"T": String(SECRET), "Contents": String(SECRET), "M": String(SECRET), "NM": String(SECRET)}
    kinds: list[dict[str, Any]] = [
        {"Subtype": Name.Text, "Name": Name.Note},
        {"Subtype": Name.Popup},
        {"Subtype": Name.Highlight, "QuadPoints": Array([0, 0, 1, 1, 2, 2, 3, 3]), "AP": look, "RC": String(SECRET)},
        {"Subtype": Name.Ink, "InkList": Array([Array([0, 0, 5, 5])])},
        {"Subtype": Name.Stamp, "AP": look, "F": 2},
        {"Subtype": Name.FreeText, "AP": look},
        {"Subtype": Name("/3D")},
    ]
    made = [Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **(who | kind)) for kind in kinds]
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(each) for each in made])


def _form(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    rect = Array([10, 10, 200, 30])
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(SECRET), TU=String(SECRET), V=String("seen by all"),
        DA=String("/F1 12 Tf 0 g"), Rect=rect, AA=Dictionary(K=script), F=4,
    )  # fmt: skip
    signature = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("sig"), Rect=rect, F=4,
        V=Dictionary(Type=Name.Sig, Name=String(SECRET), Contents=String(SECRET)),
    )  # fmt: skip
    fields = Array([pdf.make_indirect(field), pdf.make_indirect(signature)])
    font = pdf.pages[0].obj["/Resources"]["/Font"]
    pdf.pages[0].obj["/Annots"] = fields
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=fields, DR=Dictionary(Font=font), DA=String("/F1 12 Tf"), NeedAppearances=True, XFA=String(SECRET)
    )


TELLING = {
    "metadata": _metadata,
    "pictures": _pictures,
    "scripts and actions": _actions,
    "attachments": _attachments,
    "comments": _comments,
    "a form": _form,
}


def telling(what: str) -> Pdf:
    pdf = plain(2)
    TELLING[what](pdf)
    return pdf


def with_history(path: Path) -> Path:
    """An update at the end of the file replaces what its beginning still holds."""
    pdf = plain()
    pdf.docinfo["/Author"] = "Nobody"
    save(pdf, path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = path.read_bytes()
    earlier = f"\n90 0 obj\n({SECRET} in a state of long ago)\nendobj\n".encode()
    later = b"\n90 0 obj\n(nothing)\nendobj\n"
    path.write_bytes(
        data.replace(b"\nxref", earlier + later + b"\nxref", 1) + b"% a comment: " + SECRET.encode() + b"\n%%EOF\n"
    )
    return path


def with_password(path: Path) -> Path:
    return save(plain(), path, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))


def without_pages(path: Path) -> Path:
    return save(pikepdf.new(), path)


def with_a_hole(path: Path) -> Path:
    """What stands on the second page cannot be read; the end is there."""
    pdf = plain(3)
    save(pdf, path, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = bytearray(path.read_bytes())
    head = b">>\nstream\n"
    at = data.index(head, data.index(head) + 20) + len(head)
    data[at : at + 30] = b"\0" * 30
    path.write_bytes(data)
    return path


def without_its_middle(path: Path) -> Path:
    save(plain(40), path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3] + data[-600:])
    return path


def only_called_one(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n")
    return path


def bomb(path: Path) -> Path:
    """Three megabytes that become three thousand."""
    pdf = plain()
    squeeze, squeezed = zlib.compressobj(9), b""
    for _ in range(3000):
        squeezed += squeeze.compress(b" " * 1024**2)
    content = Stream(pdf, b"")
    content.write(squeezed + squeeze.flush(), filter=Name.FlateDecode)
    pdf.pages[0].obj["/Contents"] = content
    return save(pdf, path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def loop(path: Path) -> Path:
    """A tree of pages that is its own child, and chapters that follow upon themselves."""
    pdf = plain(2)
    item = pdf.make_indirect(Dictionary(Title=String("again")))
    item["/Next"], item["/First"] = item, item
    pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item))
    return save(pdf, path)


def many_objects(path: Path, count: int = 100_000) -> Path:
    pdf = plain()
    pdf.Root["/Dests"] = Dictionary({
        f"/d{number}": pdf.make_indirect(Array([pdf.pages[0].obj, Name.Fit])) for number in range(count)
    })  # fmt: skip
    return save(pdf, path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
