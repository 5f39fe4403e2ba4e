"""What a worker hands over of the pages it drew: pydyf's objects, with the structure tree made small and strict.

Beside what WeasyPrint writes: a piece of text hangs at its element directly, headers say their scope instead of each
cell naming its headers, and what stands in the margins is an artifact of the page, not a part of the text.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

from documents.rendering.joining import DrawnObject, Part

_KEPT_IN_CATALOG = ("Lang", "MarkInfo", "Metadata", "OutputIntents", "ViewerPreferences")
_OPEN_STATE = b"q"
_NUMBER = b"Q /Artifact <</Type /Pagination>> BDC q /Number Do Q EMC"
Element = dict[str, Any]


def part_of(pdf: Any, *, following: int, takes_numbers: bool) -> Part:
    """Return drawn, tagged pages as a part; with `takes_numbers` each has a place for a page number drawn apart."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document, owners = _object(pdf, root["K"][0]), _object(pdf, root["ParentTree"])["Nums"][1::2]
    outline = _object(pdf, pdf.catalog["Outlines"]) if "Outlines" in pdf.catalog else None
    pages = [_object(pdf, reference) for reference in pdf.page_references]
    dropped = {id(each) for each in (pdf.pages, pdf.catalog, root, document, _object(pdf, root["ParentTree"]), outline)}
    for owner in owners[: len(pages)]:
        dropped |= _lift_text(pdf, owner)
    dropped |= _part_margins(pdf, pages, document, owners)
    _say_scopes(pdf)
    slots = [_numbered(pdf, page) for page in pages] if takes_numbers else []
    dropped |= {id(slot) for slot in slots}
    bookmarks = _siblings(pdf, outline) if outline else []
    about = {
        "pages": [page.number for page in pages],
        "following": following,
        "sizes": [list(page["MediaBox"]) for page in pages],
        "page_tree": pdf.pages.number,
        "document": document.number,
        "outline": outline.number if outline else -1,
        "slots": [slot.number for slot in slots],
        "children": [_number(reference) for reference in document["K"]],
        "owners": [_owner(owner) for owner in owners],
        "bookmarks": bookmarks,
        "bookmark_count": outline["Count"] if outline else 0,
        "profile": _number(pdf.catalog["OutputIntents"][0]["DestOutputProfile"]),
        "catalog": {key: _plain(pdf.catalog[key]) for key in _KEPT_IN_CATALOG if key in pdf.catalog},
        "info": _plain(pdf.info),
    }
    return Part(about, [_drawn(each) for each in pdf.objects[1:] if id(each) not in dropped])


def numbers_of(pdf: Any) -> Part:
    """Return drawn, untagged pages as forms to be put on other pages."""
    pages = [_object(pdf, reference) for reference in pdf.page_references]
    forms = [_object(pdf, page["Contents"]) for page in pages]
    for form, page in zip(forms, pages, strict=True):
        form.extra |= {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"], "Resources": page["Resources"]}
    dropped = {id(each) for each in (pdf.pages, pdf.catalog, *pages)}
    about = {"pages": [], "forms": [form.number for form in forms]}
    return Part(about, [_drawn(each) for each in pdf.objects[1:] if id(each) not in dropped])


def _drawn(each: Any) -> DrawnObject:
    return DrawnObject(each.number, not each.compressible, each.data)


def _plain(value: Any) -> str:
    data: bytes = pydyf.Array([value]).data
    return data[1:-1].decode("latin-1")


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _owner(owner: Any) -> Any:
    """Return the numbers of a page's elements by their marks, or of the one element of a link."""
    return _number(owner) if isinstance(owner, bytes) else [_number(reference) for reference in owner]


def _lift_text(pdf: Any, owner: list[bytes]) -> set[int]:
    """Hang marked text at the element that it is the text of; return the elements that are needed no longer."""
    needless = set()
    for mark, reference in enumerate(owner):
        element = _object(pdf, reference)
        if element["S"] == "/Span" and list(element["K"]) == [mark]:
            parent = _object(pdf, element["P"])
            parent["K"][parent["K"].index(reference)] = mark
            parent.setdefault("Pg", element["Pg"])
            owner[mark] = element["P"]
            needless.add(id(element))
    return needless


def _part_margins(pdf: Any, pages: list[Any], document: Any, owners: list[Any]) -> set[int]:
    """Make artifacts of what hangs nowhere in the tree: the margin boxes; return their elements."""
    ours = set(document["K"])
    margins = [each for each in _elements(pdf) if each["P"] == document.reference and each.reference not in ours]
    needless: set[int] = set()
    for margin in margins:
        page = pages.index(_object(pdf, margin["Pg"]))
        found = list(_descend(pdf, margin))
        needless |= {id(element) for element, _ in found}
        marks = {mark for _, mark in found if mark is not None}
        _make_artifacts(_object(pdf, pages[page]["Contents"]).stream, marks)
        for mark in marks:
            owners[page][mark] = document.reference
    return needless


def _elements(pdf: Any) -> Iterator[Any]:
    return (
        each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/StructElem" and "P" in each
    )


def _descend(pdf: Any, element: Any) -> Iterator[tuple[Any, int | None]]:
    """Yield an element and all below it, each with a mark of its text or none."""
    yield element, None
    for kid in element["K"]:
        if isinstance(kid, int):
            yield element, kid
        else:
            yield from _descend(pdf, _object(pdf, kid))


def _make_artifacts(stream: list[Any], marks: set[int]) -> None:
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            item.clear()
            item["Type"] = "/Pagination"
            stream[place - 1] = "/Artifact"


def _say_scopes(pdf: Any) -> None:
    for element in _elements(pdf):
        if element["S"] == "/TH":
            row = _object(pdf, element["P"])
            is_column = _object(pdf, row["P"])["S"] == "/THead"
            element.pop("ID", None)
            element["A"] |= {"Scope": "/Column" if is_column else "/Row"}
        elif element["S"] == "/TD":
            element["A"].pop("Headers", None)
            if len(element["A"]) == 1:
                del element["A"]


def _siblings(pdf: Any, outline: Any) -> list[int]:
    """Return the numbers of the bookmarks on top, which are no neighbours any longer: others may come between."""
    found = [_number(outline["First"])]
    while following := pdf.objects[found[-1]].pop("Next", None):
        found.append(_number(following))
        del pdf.objects[found[-1]]["Prev"]
    return found


def _numbered(pdf: Any, page: Any) -> Any:
    """Give a page a place for its number; return the object that stands for what is drawn there."""
    slot, before, after = pydyf.Dictionary(), pydyf.Stream([_OPEN_STATE]), pydyf.Stream([_NUMBER])
    resources = pydyf.Dictionary(_object(pdf, page["Resources"]))
    for each in (slot, before, after, resources):
        pdf.add_object(each)
    resources["XObject"] = pydyf.Dictionary({**resources["XObject"], "Number": slot.reference})
    page["Contents"] = pydyf.Array([before.reference, page["Contents"], after.reference])
    page["Resources"] = resources.reference
    return slot
