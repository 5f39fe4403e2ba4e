"""What a Vietnamese text claims: its figures and its claim words, and what each is said of. Language alone."""

from briefing_portal.lib.vietnamese.claims.numbers import rounds_to
from briefing_portal.lib.vietnamese.claims.reading import Claim, Kind, read_claims
from briefing_portal.lib.vietnamese.claims.subjects import is_about, names_of, subject_of

__all__ = ["Claim", "Kind", "is_about", "names_of", "read_claims", "rounds_to", "subject_of"]
