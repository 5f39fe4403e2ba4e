"""Join what the workers drew into one PDF file: one page tree, one structure tree, one outline, the data attached.

A worker hands over objects, not a file (`documents.rendering.tagging`). Here they get new numbers and are written in
the order of the document; what is small goes into compressed object streams: thousands of tagged cells weigh little.
"""

import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_MAGIC = b"PART"
_PER_PACK = 2000  # objects in an object stream
# A literal string is passed over; references and keys of the parent tree get new numbers.
_NUMBERED = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R|(/StructParents? )(\d+)", re.DOTALL)
_CONTENTS = re.compile(rb"/Contents \[?([^]/]+?)\]?(?=/)")
_POINTS_PER_MM = 72 / 25.4
_IN_PLACE, _PACKED = 1, 2


class DrawnObject(NamedTuple):
    """An object with its number in its part; a stream carries its dictionary and its bytes."""

    number: int
    is_stream: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document as a worker drew them; `about` is what `tagging.part_of` says of them."""

    about: dict[str, Any]
    objects: Sequence[DrawnObject]


class Attachment(NamedTuple):
    """A file inside the PDF: the data behind the document."""

    name: str
    mime: str
    content: bytes
    description: str


def packed(part: Part) -> bytes:
    """Return a part as bytes."""
    index = [[each.number, each.is_stream, len(each.data)] for each in part.objects]
    head = json.dumps({"about": part.about, "index": index}).encode()
    return b"".join((_MAGIC, len(head).to_bytes(8, "big"), head, *(each.data for each in part.objects)))


def is_packed(answer: bytes) -> bool:
    """Tell whether a worker's answer is a part."""
    return answer.startswith(_MAGIC)


def unpacked(answer: bytes) -> Part:
    """Return the part that was packed."""
    start = len(_MAGIC) + 8
    size = int.from_bytes(answer[len(_MAGIC) : start], "big")
    head, place, objects = json.loads(answer[start : start + size]), start + size, []
    for number, is_stream, length in head["index"]:
        objects.append(DrawnObject(number, is_stream, answer[place : place + length]))
        place += length
    return Part(head["about"], objects)


def join(
    parts: Iterable[Part],
    *,
    numbers: Iterable[Part] = (),
    attachments: Sequence[Attachment] = (),
    identifier: str,
    verso: float = 0,
) -> bytes:
    """Return one file with the pages of all parts; `numbers` are their page numbers where drawn apart.

    Upright pages with an even number are moved `verso` millimetres to the right.
    """
    joiner = _Joiner(verso)
    joiner.take_numbers(numbers)
    for part in parts:
        joiner.take(part)
    return joiner.finished(attachments, identifier)


class _File:
    """Write numbered objects one after the other, the small ones in packs."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._out.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
        self._entries: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self._pack: list[tuple[int, bytes]] = []

    def reserve(self) -> int:
        """Return the number of an object that is put later."""
        self._entries.append((0, 0, 0))
        return len(self._entries) - 1

    def put(self, data: bytes, number: int | None = None) -> int:
        """Take an object that is no stream."""
        number = self.reserve() if number is None else number
        self._pack.append((number, data))
        if len(self._pack) == _PER_PACK:
            self._write_pack()
        return number

    def put_stream(self, data: bytes, number: int | None = None) -> int:
        """Write a stream."""
        number = self.reserve() if number is None else number
        self._entries[number] = (_IN_PLACE, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        return number

    def _write_pack(self) -> None:
        head, place = [], 0
        stream = self.reserve()
        for index, (number, data) in enumerate(self._pack):
            head.append(b"%d %d" % (number, place))
            place += len(data) + 1
            self._entries[number] = (_PACKED, stream, index)
        first = b" ".join(head) + b"\n"
        about = {"Type": b"/ObjStm", "N": b"%d" % len(self._pack), "First": b"%d" % len(first)}
        self.put_stream(stream_of(first + b"\n".join(data for _, data in self._pack), about), stream)
        self._pack = []

    def finished(self, root: int, info: int, identifier: bytes) -> bytes:
        """Write the table of all objects and return the file."""
        if self._pack:
            self._write_pack()
        start, number = self._out.tell(), self.reserve()
        self._entries[number] = (_IN_PLACE, start, 0)
        width = max(4, (start.bit_length() + 7) // 8)
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(width, "big") + last.to_bytes(2, "big")
            for kind, place, last in self._entries
        )
        digest = hashlib.md5(self._out.getbuffer(), usedforsecurity=False).hexdigest().encode()
        about = {"Type": b"/XRef", "W": b"[1 %d 2]" % width, "Size": b"%d" % len(self._entries)}
        about |= {"Root": _reference(root), "Info": _reference(info)}
        about["ID"] = b"[%b (%b)]" % (_text(identifier.decode()), digest)
        self.put_stream(stream_of(table, about), number)
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()


@dataclass
class _Joiner:
    """Collect what all parts share."""

    verso: float
    file: _File = field(default_factory=_File)
    pages: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)  # of the document in the structure tree
    owners: list[tuple[int, bytes]] = field(default_factory=list)  # the parent tree
    next_owner: int = 0
    number_forms: list[int] = field(default_factory=list)
    bookmarks: list[bytes] = field(default_factory=list)
    bookmark_numbers: list[int] = field(default_factory=list)
    bookmark_count: int = 0
    profile: int = 0
    catalog: dict[str, bytes] = field(default_factory=dict)
    info: int = 0
    around: tuple[bytes, ...] = ()  # what moves a drawing, and what ends that

    def __post_init__(self) -> None:
        self.page_tree, self.document, self.outline = (self.file.reserve() for _ in range(3))

    def take_numbers(self, numbers: Iterable[Part]) -> None:
        """Write the drawings of the page numbers."""
        for part in numbers:
            places = self._places(part, {})
            self._put_all(part, places)
            self.number_forms += (places[number] for number in part.about["forms"])

    def take(self, part: Part) -> None:
        """Write a part's objects and note what stands in the trees."""
        about = part.about
        fixed = {about["page_tree"]: self.page_tree, about["document"]: self.document, about["outline"]: self.outline}
        if self.profile:
            fixed[about["profile"]] = self.profile
        fixed |= zip(about["slots"], self.number_forms[len(self.pages) :], strict=False)
        places = self._places(part, fixed)
        self.profile = places[about["profile"]]
        self._put_all(part, places, skip=set(about["bookmarks"]) | fixed.keys(), turned=self._turned(about))
        self._take_trees(part, places)
        if not self.catalog:
            renumber = _renumbering(places, 0)
            self.catalog = {key: renumber(value.encode("latin-1")) for key, value in about["catalog"].items()}
            self.info = self.file.put(about["info"].encode("latin-1"))

    def _places(self, part: Part, fixed: dict[int, int]) -> dict[int, int]:
        return fixed | {each.number: self.file.reserve() for each in part.objects if each.number not in fixed}

    def _turned(self, about: dict[str, Any]) -> set[int]:
        """Return the pages of a part that are left ones, and upright."""
        pages = enumerate(zip(about["pages"], about["sizes"], strict=True), start=len(self.pages) + 1)
        return {
            number
            for place, (number, (left, bottom, right, top)) in pages
            if self.verso and place % 2 == 0 and right - left < top - bottom
        }

    def _put_all(
        self, part: Part, places: dict[int, int], skip: Iterable[int] = (), turned: Iterable[int] = ()
    ) -> None:
        renumber, skipped = _renumbering(places, self.next_owner), frozenset(skip)
        for number, is_stream, data in part.objects:
            if number in skipped:
                continue
            if is_stream:
                head, mark, body = data.partition(b"\nstream\n")
                self.file.put_stream(renumber(head) + mark + body, places[number])
            else:
                page = renumber(data)
                self.file.put(self._moved(page) if number in turned else page, places[number])

    def _moved(self, page: bytes) -> bytes:
        """Return a page whose drawing stands further to the right."""
        if not self.around:
            move = b"q 1 0 0 1 %.3f 0 cm" % (self.verso * _POINTS_PER_MM)
            self.around = tuple(_reference(self.file.put_stream(stream_of(each, {}))) for each in (move, b"Q"))
        before, behind = self.around
        return _CONTENTS.sub(rb"/Contents [%b \1 %b]" % (before, behind), page, count=1)

    def _take_trees(self, part: Part, places: dict[int, int]) -> None:
        about = part.about
        self.pages += (places[number] for number in about["pages"])
        self.children += (places[number] for number in about["children"])
        for owner, found in enumerate(about["owners"], start=self.next_owner):
            value = _reference(places[found]) if isinstance(found, int) else _references(places[n] for n in found)
            self.owners.append((owner, value))
        renumber, by_number = _renumbering(places, 0), {each.number: each.data for each in part.objects}
        self.bookmarks += (renumber(by_number[number]) for number in about["bookmarks"])
        self.bookmark_numbers += (places[number] for number in about["bookmarks"])
        self.bookmark_count += about["bookmark_count"]
        self.next_owner += len(about["owners"])

    def finished(self, attachments: Sequence[Attachment], identifier: str) -> bytes:
        """Write the trees, the attachments and the catalog; return the file."""
        self.file.put(b"<</Type /Pages/Kids %b/Count %d>>" % (_references(self.pages), len(self.pages)), self.page_tree)
        about = self.catalog | {"Type": b"/Catalog", "Pages": _reference(self.page_tree)}
        about["StructTreeRoot"] = _reference(self._structure())
        if self.bookmarks:
            about |= {"Outlines": _reference(self._outline()), "PageMode": b"/UseOutlines"}
        if attachments:
            about |= self._attached(attachments)
        return self.file.finished(self.file.put(_dictionary(about)), self.info, identifier.encode())

    def _structure(self) -> int:
        root = self.file.reserve()
        lines = (
            b"%d %b" % (owner, _reference(self.file.put(value)) if value[:1] == b"[" else value)
            for owner, value in self.owners
        )
        tree = self.file.put(b"<</Nums [%b]>>" % b" ".join(lines))
        self.file.put(
            b"<</Type /StructElem/S /Document/P %b/K %b>>" % (_reference(root), _references(self.children)),
            self.document,
        )
        about = {"Type": b"/StructTreeRoot", "K": b"[%b]" % _reference(self.document), "ParentTree": _reference(tree)}
        about["ParentTreeNextKey"] = b"%d" % self.next_owner
        return self.file.put(_dictionary(about), root)

    def _outline(self) -> int:
        numbers = self.bookmark_numbers
        for place, (number, data) in enumerate(zip(numbers, self.bookmarks, strict=True)):
            beside = b"/Prev " + _reference(numbers[place - 1]) if place else b""
            if place + 1 < len(numbers):
                beside += b"/Next " + _reference(numbers[place + 1])
            self.file.put(data.removesuffix(b">>") + beside + b">>", number)
        about = {"Type": b"/Outlines", "First": _reference(numbers[0]), "Last": _reference(numbers[-1])}
        return self.file.put(_dictionary(about | {"Count": b"%d" % self.bookmark_count}), self.outline)

    def _attached(self, attachments: Sequence[Attachment]) -> dict[str, bytes]:
        names, all_ = [], []
        for each in sorted(attachments):  # a name tree is sorted
            digest = hashlib.md5(each.content, usedforsecurity=False).hexdigest().encode()
            about = {"Type": b"/EmbeddedFile", "Subtype": b"/" + each.mime.replace("/", "#2f").encode()}
            about["Params"] = b"<</Size %d/CheckSum <%b>>>" % (len(each.content), digest)
            stream = _reference(self.file.put_stream(stream_of(each.content, about)))
            name = _text(each.name)
            said = {"Type": b"/Filespec", "F": name, "UF": name, "Desc": _text(each.description)}
            said |= {"AFRelationship": b"/Data", "EF": b"<</F %b/UF %b>>" % (stream, stream)}
            all_.append(self.file.put(_dictionary(said)))
            names += [name, _reference(all_[-1])]
        return {"AF": _references(all_), "Names": b"<</EmbeddedFiles <</Names [%b]>>>>" % b" ".join(names)}


def _renumbering(places: dict[int, int], first_owner: int) -> Callable[[bytes], bytes]:
    """Return what gives an object's references and its keys of the parent tree their new numbers."""

    def new(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return b"%d 0 R" % places[int(found[1])]
        return b"%b%d" % (found[2], int(found[3]) + first_owner) if found[2] else found[0]

    return lambda data: _NUMBERED.sub(new, data)


def stream_of(content: bytes, about: dict[str, bytes]) -> bytes:
    """Return a compressed stream with its dictionary."""
    body = zlib.compress(content, 6)
    head = _dictionary(about | {"Filter": b"/FlateDecode", "Length": b"%d" % len(body)})
    return b"%b\nstream\n%b\nendstream" % (head, body)


def _dictionary(about: dict[str, bytes]) -> bytes:
    return b"<<%b>>" % b"".join(b"/%b %b" % (key.encode(), value) for key, value in about.items())


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _references(numbers: Iterable[int]) -> bytes:
    return b"[%b]" % b" ".join(_reference(number) for number in numbers)


def _text(text: str) -> bytes:
    """Return a text string: literal where it is ASCII, else UTF-16."""
    if text.isascii():
        return b"(%b)" % re.sub(rb"([\\()])", rb"\\\1", text.encode())
    return b"<%b>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
