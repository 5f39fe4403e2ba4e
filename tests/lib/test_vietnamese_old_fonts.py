"""Text typed for the fonts of before Unicode: what is recognised, what is left alone, what comes out."""

import csv
import re
import unicodedata

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import OldFont, normalize_text, read_old_text, to_unicode
from briefing_portal.lib.vietnamese.syllables import is_syllable

# As the fonts themselves have it, written down apart from the reader's table: what each sign is typed as.
TCVN3 = dict(
    zip(
        "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        bytes.fromhex(
            "a8a9aeaaabacad"
            "b5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
            "a1a2a7a3a4a5a6"
        ).decode("latin-1"),
        strict=True,
    )
)
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0302": ("â", "áàåãä"), "\u0306": ("ê", "éèúüë")}
VNI_WHOLE = {"ơ": "ô", "ư": "ö", "đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}

SENTENCES = [
    "Các xã đã thu hoạch xong lúa mùa, được trên 70% diện tích.",
    "Tiêu thụ nông sản còn chậm",
    "Đề nghị Phòng Nông nghiệp hướng dẫn thêm.",
    "Thường trực HĐND huyện",
    "Ở các thôn vùng cao, nước sinh hoạt thiếu",
]


def in_tcvn3(text: str) -> str:
    """Type a text for a font like .VnTime; a capital with a tone is the small letter's code."""
    return "".join(TCVN3.get(sign) or TCVN3.get(sign.lower(), sign) for sign in text)


def in_vni(text: str) -> str:
    """Type a text for a font like VNI-Times: the letter, and behind it its mark and tone in one sign."""
    return "".join(_vni(sign.lower()).upper() if sign.isupper() else _vni(sign) for sign in text)


def _vni(sign: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", sign))
    horned = unicodedata.normalize("NFC", base + "\u031b") if "\u031b" in marks else base
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    hat = next((mark for mark in marks if mark in VNI_HATS), "")
    if sign in VNI_WHOLE:
        return VNI_WHOLE[sign]
    if hat:
        plain, toned = VNI_HATS[hat]
        return base + (toned[list(VNI_TONES).index(tone)] if tone else plain)
    return VNI_WHOLE.get(horned, horned) + VNI_TONES.get(tone, "") if marks else sign


WRITERS = {OldFont.TCVN3: in_tcvn3, OldFont.VNI: in_vni}
LETTERS = "abcdeghiklmnopqrstuvxy" + "".join(sign for sign in TCVN3 if sign.islower())
small_words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=7)
words = st.one_of(
    small_words,
    small_words.map(lambda word: word if word[0] in TCVN3 and word[0].upper() not in TCVN3 else word.capitalize()),
    st.integers(0, 10**6).map(str),
)
lines = st.lists(words, min_size=1, max_size=8).map(" ".join)
texts = st.lists(lines.map("xa {}".format), min_size=1, max_size=3).map("\n".join)  # no line in capitals alone


@given(texts)
@pytest.mark.parametrize("font", OldFont)
def test_what_was_typed_for_an_old_font_comes_out_as_it_was_meant(font: OldFont, text: str) -> None:
    assert to_unicode(WRITERS[font](text), font) == text


@given(st.lists(small_words, min_size=2, max_size=6).map(" ".join).map(str.upper))
def test_capitals_of_vni_come_out_as_capitals(text: str) -> None:
    assert to_unicode(in_vni(text), OldFont.VNI) == text


@pytest.mark.parametrize("text", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO CỦA BỘ", "UBND XÃ CẨM GIÀNG"])
def test_a_line_in_capitals_comes_out_in_capitals_though_the_old_font_has_none_with_a_tone(text: str) -> None:
    assert to_unicode(in_tcvn3(text), OldFont.TCVN3) == text


@pytest.mark.parametrize("font", OldFont)
@pytest.mark.parametrize("sentence", SENTENCES[:-1])
def test_a_sentence_is_recognised_with_its_font(font: OldFont, sentence: str) -> None:
    found = read_old_text(WRITERS[font](sentence))
    assert found is not None
    assert (found.font, found.text) == (font, sentence)


def test_pasted_text_of_old_files_is_read_as_it_was_printed() -> None:
    found = read_old_text("UBND x· §«n Phong ®· chØ ®¹o th«n b¶n\ngieo trång c©y vô ®«ng, phßng chèng rÐt cho tr©u bß")
    assert found is not None
    assert found.text == ("UBND xã Đôn Phong đã chỉ đạo thôn bản\ngieo trồng cây vụ đông, phòng chống rét cho trâu bò")


def test_of_a_mixed_text_only_the_old_lines_are_converted() -> None:
    mixed = f"Sản xuất đúng thời vụ.\n{in_tcvn3(SENTENCES[0])}\nCó 3 xã và 5 bản đã làm xong."
    found = read_old_text(mixed)
    assert found is not None
    assert found.text == f"Sản xuất đúng thời vụ.\n{SENTENCES[0]}\nCó 3 xã và 5 bản đã làm xong."


ORDINARY = [
    "Có các xã và đã có",
    "2×3×4 m, ±2°C, 5 µg, ½ ha, ¾ ha, 5 m², §3",
    "« Xã » và «Bản»",
    "café crème à la carte",
    "Zürich für Größe",
    "El Niño, La Niña, señor",
    "Windows® Office® © 2015 Zalo™",
    "Krông Năng, Pác Nặm, Mê Kông",
    "Noël, São Tomé, Besançon",
    "1.234,5 ha; 113,1%; 23/11/2015",
    "Thu ngân sách đạt 113,1% kế hoạch – vượt 13,1%",
    "No legacy text here, only English.",
    "",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert read_old_text(text) is None
    assert read_old_text(unicodedata.normalize("NFD", text)) is None


def written() -> list[str]:
    """Return what the demo's communes and chair wrote."""
    found = []
    for path in sorted((settings.BASE_DIR / "operations" / "demo").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [cell for row in csv.reader(file) for cell in row]
    return found


def test_nothing_that_communes_wrote_in_three_months_is_taken_for_an_old_font() -> None:
    texts = written()
    assert len(texts) > 2_000
    assert [text for text in texts if read_old_text(text)] == []


@pytest.mark.parametrize("font", OldFont)
def test_nearly_everything_that_communes_wrote_is_recognised_when_typed_for_an_old_font(font: OldFont) -> None:
    sentences = sorted({text for text in written() if len(text.split()) > 6 and re.search("[^\x00-\x7f]", text)})
    found = [read_old_text(WRITERS[font](text)) for text in sentences]
    right = [each for each, text in zip(found, sentences, strict=True) if each and each.text == text]
    assert len(right) > 0.97 * len(sentences) > 100


@given(st.lists(st.sampled_from(sorted(" ".join(SENTENCES).split())), min_size=1, max_size=9).map(" ".join))
def test_words_of_unicode_are_never_taken_for_an_old_font(text: str) -> None:
    assert read_old_text(text) is None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_text_without_marks_is_never_taken_for_an_old_font(text: str) -> None:
    assert read_old_text(text) is None


@pytest.mark.parametrize(
    ("word", "can_be"),
    [
        ("nghiêng", True),
        ("uỷ", True),
        ("ủy", True),
        ("Quyết", True),
        ("giếng", True),
        ("Đắk", False),
        ("café", False),
        ("khac", False),
        ("khàc", False),
        ("xaõ", False),
        ("x·", False),
    ],
)
def test_a_syllable_is_told_from_what_is_none(word: str, *, can_be: bool) -> None:
    assert is_syllable(word) is can_be


def test_the_soft_hyphen_that_is_a_letter_is_kept_until_somebody_converts() -> None:
    kept = normalize_text("  Th\u00ad\u00edng trùc huyÖn uû, \u00ad\u00edc ®¹t\u200b")
    assert kept == "Th\u00ad\u00edng trùc huyÖn uû, \u00ad\u00edc ®¹t"
    assert normalize_text("Cẩm\u00ad Giàng") == "Cẩm Giàng"
