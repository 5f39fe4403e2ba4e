"""What a written sentence stands on: the figures it cites, the month's totals and rankings, and what follows of them.

Everything comes from the rows that a compiled briefing keeps (a sentence's sources, the briefing's data), so that
editing a sentence reads no figure of a report again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese.claims import names_of

Plain = Mapping[str, Any]
PERCENT = "%"
LAST_MONTH, LAST_YEAR = 1, 12  # months ago
COMMUNES = "xã"  # the unit of what counts communes
_FULL = 100


class Line(NamedTuple):
    """What the catalogue says of an indicator, as far as a claim needs it."""

    name: str
    unit: str
    section: str
    aggregation: str
    plan: str
    part_of: str
    numerator: str
    denominator: str


class Known(NamedTuple):
    """A figure that follows from the evidence; `is_whole` where it is of all communes that the sentence speaks of."""

    value: Fraction
    unit: str
    indicator: str = ""
    is_whole: bool = False


class Pair(NamedTuple):
    """Two indicators of which one is a share of the other; `is_plan` where the other is its plan."""

    numerator: str
    denominator: str
    is_plan: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures behind one sentence; `shares` are the percentages of communes by the numerator's code.

    `figures` are by indicator and month, then by commune; `speakers` are the communes whose words are cited, `texts`
    the themes of these words; `named` are the communes whose lack of a report is the sentence's own matter.
    """

    catalogue: Mapping[str, Line]
    communes: Mapping[str, str]
    expected: int
    accepted: int
    figures: Mapping[tuple[str, str], Mapping[str, Fraction]]
    totals: Mapping[str, tuple[Fraction, int]]
    shares: Mapping[str, Mapping[str, Fraction]]
    pairs: tuple[Pair, ...]
    section: str
    ranked: str = ""
    named: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    known: tuple[Known, ...] = field(default=(), compare=False)

    @property
    def months(self) -> list[str]:
        """Return the months of the figures, the latest last."""
        return sorted({month for _, month in self.figures})

    def names(self, codes: Iterable[str]) -> dict[str, list[str]]:
        """Return what each of these indicators is called: by its own name, its plan's and its ratio's."""
        return {code: names_of(self.catalogue, code) for code in codes if code in self.catalogue}

    def change(self, code: str, months_ago: int = 1) -> tuple[Fraction, Fraction] | None:
        """Return an indicator's sums of this month and of an earlier one over the communes that have both."""
        now, before = self._beside(code, months_ago)
        both = now.keys() & before.keys()
        return (sum((now[c] for c in both), Fraction()), sum((before[c] for c in both), Fraction())) if both else None

    def both_months(self, code: str, months_ago: int) -> int:
        """Return how many communes have an indicator in this month and in an earlier one."""
        now, before = self._beside(code, months_ago)
        return len(now.keys() & before.keys())

    def _beside(self, code: str, months_ago: int) -> tuple[Mapping[str, Fraction], Mapping[str, Fraction]]:
        if not self.figures:
            return {}, {}
        then = Month.parse(self.months[-1]).plus(-months_ago)
        return self.figures.get((code, self.months[-1]), {}), self.figures.get((code, str(then)), {})

    def share(self, pair: Pair) -> Fraction | None:
        """Return a pair's percentage over all communes: of the cited figures, or the month's where they are a few."""
        cited = ratio_of_sums(self.both(pair))
        return cited if not self.ranked else self._month_share(pair) or cited

    def _month_share(self, pair: Pair) -> Fraction | None:
        for code, line in self.catalogue.items():
            if (line.numerator, line.denominator) == pair[:2] and line.aggregation == "ratio" and code in self.totals:
                return self.totals[code][0]
        return None

    def both(self, pair: Pair) -> list[tuple[Fraction, Fraction]]:
        """Return the cited figures of a pair, commune by commune."""
        month = self.months[-1]  # a pair is of cited figures, so there is one
        top, bottom = (self.figures.get((code, month), {}) for code in pair[:2])
        return [(top[commune], bottom[commune]) for commune in top if commune in bottom]


def ratio_of_sums(both: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return Σ first / Σ second in per cent; None where Σ second is 0."""
    under = sum((second for _, second in both), Fraction())
    return sum((first for first, _ in both), Fraction()) / under * _FULL if under else None


def evidence_of(sources: Sequence[Plain], data: Plain, *, section: str = "", key: str = "") -> Evidence:
    """Return the evidence of a sentence from its sources and the data of its briefing (the form of briefing.json).

    `data["catalogue"]` lists what the catalogue says of each indicator, in its order.
    """
    catalogue = {each["code"]: Line(*(each[name] for name in Line._fields)) for each in data.get("catalogue", ())}
    figures, added = _figures_of(sources, catalogue)
    totals = {
        code: (Fraction(Decimal(line["value"])), line["reported"])
        for code, line in data["totals"].items()
        if "value" in line and code in catalogue
    }
    words = [source for source in sources if "text" in source]
    pairs = tuple(_pairs(catalogue, {code for code, _ in figures}))
    departments = tuple(
        Known(
            Fraction(Decimal(each["value"])), catalogue[each["indicator"]].unit if catalogue else "", each["indicator"]
        )
        for each in sources
        if "department" in each and "text" not in each
    )
    ranked = data["ranking_of"].get(key, "")
    evidence = Evidence(
        catalogue=catalogue,
        communes=data["communes"],
        expected=data["coverage"]["expected"],
        accepted=data["coverage"]["accepted"],
        figures=figures,
        totals=totals,
        shares=_shares(catalogue, data["rankings"], figures, pairs),
        pairs=pairs,
        section=section,
        ranked=catalogue[ranked].numerator if ranked in catalogue else "",
        named=frozenset(each["code"] for each in data["coverage"]["missing"] if section == "coverage"),
        speakers=frozenset(source["commune"] for source in words),
        texts=tuple(source["about"] for source in words),
    )
    return _with_known(evidence, (*added, *departments))


def _pairs(catalogue: Mapping[str, Line], cited: set[str]) -> Iterator[Pair]:
    """Yield the pairs of cited indicators of which the catalogue says that one is a share of the other."""
    found: dict[tuple[str, str], bool] = {}
    for code, line in catalogue.items():
        for pair, is_plan in (
            ((code, line.plan), True),
            ((code, line.part_of), False),
            ((line.numerator, line.denominator), False),
        ):
            if set(pair) <= {name.split("@")[0] for name in cited} | cited:
                found.setdefault((pair[0].split("@")[0], pair[1].split("@")[0]), is_plan)
    for (top, bottom), is_plan in found.items():
        tops = [name for name in cited if name.split("@")[0] == top]
        bottoms = [name for name in cited if name.split("@")[0] == bottom]
        yield from (Pair(one, other, is_plan) for one in sorted(tops) for other in sorted(bottoms))


def _shares(
    catalogue: Mapping[str, Line],
    rankings: Mapping[str, Sequence[Plain]],
    figures: Mapping[tuple[str, str], Mapping[str, Fraction]],
    pairs: Iterable[Pair],
) -> dict[str, dict[str, Fraction]]:
    """Return the percentages of communes by the numerator: all that the month ranked, exact where they are cited."""
    month = max((month for _, month in figures), default="")
    shares: dict[str, dict[str, Fraction]] = {}
    for code, places in rankings.items():
        line = catalogue.get(code)
        if line and line.aggregation == "ratio":
            shares[line.numerator] = {place["code"]: Fraction(Decimal(place["value"])) for place in places}
    for pair in pairs:
        top, bottom = (figures.get((code, month), {}) for code in pair[:2])
        exact = {c: top[c] / bottom[c] * _FULL for c in top if bottom.get(c)}
        shares[pair.numerator] = shares.get(pair.numerator, {}) | exact
    return shares


def _figures_of(
    sources: Sequence[Plain], catalogue: dict[str, Line]
) -> tuple[dict[tuple[str, str], dict[str, Fraction]], list[Known]]:
    """Return the cited figures, and the sums of a year's seasons.

    A second season's or assigner's figures stand under a name of their own, which is put into the catalogue.
    """
    figures: dict[tuple[str, str], dict[str, Fraction]] = {}
    first: dict[str, tuple[str, str]] = {}
    for source in sources:
        if "text" in source or source["commune"] is None:
            continue
        code, variant = source["indicator"], (source.get("season", ""), source.get("assigned_by", ""))
        name = code if first.setdefault(code, variant) == variant else "@".join((code, *variant))
        if name != code and code in catalogue:
            catalogue[name] = catalogue[code]
        by_commune = figures.setdefault((name, source["month"]), {})
        by_commune[source["commune"]] = Fraction(Decimal(source["value"]))
    return figures, list(_sums_of_seasons(figures, catalogue))


def _sums_of_seasons(
    figures: Mapping[tuple[str, str], Mapping[str, Fraction]], catalogue: Mapping[str, Line]
) -> Iterator[Known]:
    """Yield the sums over seasons of what is measured in the same unit, over the communes that have each of them."""
    month = max((month for _, month in figures), default="")
    found = {code: by_commune for (code, at), by_commune in figures.items() if at == month and code in catalogue}
    for unit in {catalogue[code].unit for code in found}:
        told = [by_commune for code, by_commune in found.items() if catalogue[code].unit == unit]
        communes = set.intersection(*(set(each) for each in told))
        yield Known(sum((each[commune] for each in told for commune in communes), Fraction()), unit)
        yield Known(Fraction(len(communes)), COMMUNES)


def _with_known(evidence: Evidence, more: Iterable[Known]) -> Evidence:
    return replace(evidence, known=tuple(dict.fromkeys((*_known(evidence), *more))))


def _known(evidence: Evidence) -> Iterator[Known]:
    yield from _counts(evidence)
    for (code, month), by_commune in evidence.figures.items():
        yield from _of_indicator(evidence, code, month, by_commune)
    for pair in evidence.pairs:
        yield from _of_pair(evidence, pair)
    for code in {code for code, _ in evidence.figures}:
        yield from _of_change(evidence, code)
    for code, (value, reported) in evidence.totals.items():
        line = evidence.catalogue[code]
        if line.section == evidence.section:
            about = line.numerator or code
            is_cited = any(about == cited for cited, _ in evidence.figures)
            yield Known(value, line.unit, about, is_whole=bool(evidence.ranked) or not is_cited)
            yield Known(Fraction(reported), COMMUNES)


def _counts(evidence: Evidence) -> Iterator[Known]:
    """Yield what counts communes, their words and their shares of the plan."""
    cited = {commune for by_commune in evidence.figures.values() for commune in by_commune}
    missing = evidence.expected - evidence.accepted
    for count in (evidence.expected, evidence.accepted, missing, len(cited), len(evidence.speakers)):
        yield Known(Fraction(count), COMMUNES)
    for count in (len(evidence.texts), *(evidence.texts.count(about) for about in set(evidence.texts))):
        yield Known(Fraction(count), "")


def _of_indicator(evidence: Evidence, code: str, month: str, by_commune: Mapping[str, Fraction]) -> Iterator[Known]:
    line = evidence.catalogue.get(code)
    unit, values = line.unit if line else "", list(by_commune.values())
    is_now = month == evidence.months[-1] and not evidence.ranked
    yield Known(sum(values, Fraction()), unit, code, is_whole=is_now)
    yield Known(sum(values, Fraction()) / len(values), unit, code)
    yield from (Known(value, unit, code) for value in values)
    zeros = values.count(Fraction())
    yield from (Known(Fraction(count), COMMUNES) for count in (len(values), zeros, len(values) - zeros))


def _of_pair(evidence: Evidence, pair: Pair) -> Iterator[Known]:
    """Yield a pair's sums and percentages (the share, what lacks, what is above), and how many communes reach it."""
    both = evidence.both(pair)
    share = ratio_of_sums(both)
    if share is None:
        return
    top, bottom = (sum((each[side] for each in both), Fraction()) for side in (0, 1))
    unit = evidence.catalogue[pair.numerator].unit
    yield Known(share, PERCENT, pair.numerator, is_whole=not evidence.ranked)
    yield from (Known(value, PERCENT, pair.numerator) for value in (_FULL - share, share - _FULL))
    yield from (Known(value, unit, pair.numerator) for value in (top, bottom, bottom - top))
    shares = evidence.shares[pair.numerator].values()
    yield from (Known(value, PERCENT, pair.numerator) for value in shares)
    counts = (len(both), sum(first >= second for first, second in both if second), sum(v >= _FULL for v in shares))
    yield from (Known(Fraction(count), COMMUNES) for count in (*counts, sum(v > _FULL for v in shares)))


def _of_change(evidence: Evidence, code: str) -> Iterator[Known]:
    unit = evidence.catalogue[code].unit if code in evidence.catalogue else ""
    for months_ago in (LAST_MONTH, LAST_YEAR):
        if compared := evidence.change(code, months_ago):
            now, before = compared
            yield Known(abs(now - before), unit, code)
            yield Known(before, unit, code)
            if before:
                yield Known(abs(now - before) / before * _FULL, PERCENT, code)
            yield Known(Fraction(evidence.both_months(code, months_ago)), COMMUNES)
