"""What a PDF holds besides what is seen: its structure, its fonts, the files inside."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def everything_in(pdf: bytes) -> bytes:
    """Return every object of a PDF with its streams and attachments unpacked."""
    with opened(pdf) as document:
        out = io.BytesIO()
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        inside = b"".join(file.get_file().read_bytes() for file in document.attachments.values())
    return out.getvalue() + inside


def says(pdf: bytes, text: str) -> bool:
    """Tell whether a text stands in an object, as UTF-8 or as PDF strings write it."""
    whole, spelled = everything_in(pdf), text.encode("utf-16-be")
    return text.encode() in whole or spelled in whole or spelled.hex().encode() in whole.lower()


def elements(document: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield each structure element with its parent."""
    waiting = [(document.Root.StructTreeRoot.K[0], document.Root.StructTreeRoot)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        kids: Any = element.get("/K", [])
        waiting += [(kid, element) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def tags(document: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S) for element, _ in elements(document))


def assert_tagged(document: pikepdf.Pdf) -> None:
    """Hold the tree to its promises: every mark on a page belongs to one element, and the way back leads there."""
    root = document.Root
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "vi"
    flat = list(root.StructTreeRoot.ParentTree.Nums)
    owners = {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}
    assert list(owners) == sorted(owners)
    owned = set()
    for element, parent in elements(document):
        assert element.P.objgen == parent.objgen
        for mark in (kid for kid in element.get("/K", []) if not isinstance(kid, pikepdf.Dictionary)):
            page = int(element.Pg.StructParents)
            assert owners[page][int(mark)].objgen == element.objgen
            assert (page, int(mark)) not in owned
            owned.add((page, int(mark)))
    assert owned == {(int(page.obj.StructParents), mark) for page in document.pages for mark in marks(page)}


def marks(page: pikepdf.Page) -> set[int]:
    """Return the marks of a page's text; whatever else it shows must be an artifact."""
    found, depth = set(), 0
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, step.operator
        match str(operator):
            case "BDC" | "BMC":
                depth += 1
                if str(operands[0]) != "/Artifact":
                    found.add(int(operands[1].MCID))
            case "EMC":
                depth -= 1
            case "Tj" | "TJ" | "Do" | "S" | "f":
                assert depth, operator
    assert depth == 0
    return found


def assert_declared_archive(document: pikepdf.Pdf) -> None:
    """Hold a file to what it declares (PDF/A-3a), as far as that can be seen without a validator."""
    assert not document.check_pdf_syntax()
    with document.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert told["dc:title"] == str(document.docinfo["/Title"])
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert "/Encrypt" not in document.trailer
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/JS", "/JavaScript", "/AA", "/OpenAction"} & set(each.keys())
            if each.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3"} & set(each.keys())
            if each.get("/S") == "/Figure":
                assert str(each.Alt)
    for file in document.Root.get("/AF", []):
        assert str(file.AFRelationship) == "/Data"
        assert file.EF.F.Type == "/EmbeddedFile"
