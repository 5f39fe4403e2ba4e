"""Which words can be Vietnamese: every one is a single syllable, of one beginning, one rhyme and one tone."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_BEGINNINGS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]|"
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uâ uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uô uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyn uynh uyp uyt uyu uyê uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu
    y yê yêm yên yêng yêt yêu
"""
_SYLLABLE = re.compile(rf"(?:{_BEGINNINGS})(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:ch|[cpt])\Z")
_GLIDES = re.compile(r"(?:[ae]o|(?:[aâêươ]|(?<!g)i)u|[aâ]y|(?:[aoôơư]|(?<!q)u)i)\Z")  # the last letter bears no tone


@lru_cache(maxsize=2**14)
def is_syllable(word: str) -> bool:
    """Tell whether a word can be Vietnamese, whatever its case; of the tones a stopped syllable takes sắc and nặng.

    "Nghiêm", "uỷ" and "ủy" can, "café", "Zürich" and "BÖnh" cannot; nor can "khac", which lacks its tone, and "xaõ",
    which has it in the wrong place.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in decomposed if sign in _TONES]
    letters = unicodedata.normalize("NFC", "".join(sign for sign in decomposed if sign not in _TONES))
    if len(tones) > 1 or _SYLLABLE.fullmatch(letters) is None:
        return False
    if decomposed[-1] in _TONES and _GLIDES.search(letters):
        return False
    return not _STOPPED.search(letters) or tones in (["\u0301"], ["\u0323"])
