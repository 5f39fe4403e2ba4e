"""The two editions: internal with everything, published only as far as the body's naming settings allow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from meetings.briefing.content.model import Content, IssueGroup, RankLine, WrittenSection
from meetings.briefing.measures import add_up
from meetings.briefing.prose import Sentence, Source, TextSource
from reports.facts import BodyFact

Edition = Literal["internal", "published"]


def for_edition(content: Content, edition: Edition, body: BodyFact) -> Content:
    """Return what an edition may hold; the settings are those of the day it is published.

    Where the body doesn't name in criticism, the published edition loses the names of communes without a report or
    with a shortcoming, the figures of single communes behind totals (their sums stay), their words, and rankings
    beyond the communes named in praise. Gaps, what is withheld, and departments' totals that no sentence prints are the
    office's own matter.
    """
    if edition == "internal":
        return content
    sections = tuple(
        WrittenSection(written.section, tuple(_published(s, body) for s in written.sentences))
        for written in content.sections
    )
    open_names = body.names_in_criticism and body.names_in_praise
    return replace(
        content,
        coverage=content.coverage if body.names_in_criticism else content.coverage._replace(missing=()),
        rankings=content.rankings if open_names else dict(_rankings(content, sections)),
        sections=sections,
        issues=content.issues if body.names_in_criticism else tuple(map(_nameless, content.issues)),
        gaps=(),
        withheld=(),
        departments=tuple(line for line in content.departments if line.is_said),
    )


def _nameless(group: IssueGroup) -> IssueGroup:
    return group._replace(communes=())


def _published(sentence: Sentence, body: BodyFact) -> Sentence:
    sentence = replace(sentence, withheld=())
    match sentence.tone:
        case "praise":
            return _only_named(sentence) if body.names_in_praise else _without_names(sentence)
        case "criticism":
            return _without_memory(sentence) if body.names_in_criticism else _without_names(sentence)
        case _:
            every = body.names_in_praise and body.names_in_criticism
            return sentence if every else replace(sentence, sources=_sums(sentence.sources))


def _only_named(sentence: Sentence) -> Sentence:
    named = tuple(source for source in sentence.sources if source.commune in sentence.names)
    return replace(sentence, sources=named)


def _without_names(sentence: Sentence) -> Sentence:
    return replace(sentence, text=sentence.public_text, names=(), sources=())


def _without_memory(sentence: Sentence) -> Sentence:
    """Leave out for how long each commune has told something: that is for the office alone."""
    told = (s._replace(in_a_row=0) if isinstance(s, TextSource) else s for s in sentence.sources)
    return replace(sentence, sources=tuple(told))


def _sums(sources: Sequence[Source | TextSource]) -> tuple[Source, ...]:
    """Return the sums of the figures by indicator, month, season and assigner; one commune's alone is no sum.

    A department's total is no commune's: it stays as it is.
    """
    figures: dict[tuple[str, str, str, str], list[Source]] = {}
    of_departments = tuple(source for source in sources if isinstance(source, Source) and source.department)
    for source in sources:
        if isinstance(source, Source) and not source.department:
            key = (source.indicator, source.month, source.season, source.assigned_by)
            figures.setdefault(key, []).append(source)
    sums = tuple(
        Source(None, indicator, month, add_up(s.value for s in found), None, None, assigner, season)
        for (indicator, month, season, assigner), found in figures.items()
        if len(found) > 1
    )
    return sums + of_departments


def _rankings(content: Content, sections: Sequence[WrittenSection]) -> Iterator[tuple[str, tuple[RankLine, ...]]]:
    """Yield the places of communes that a sentence names in praise of that ranking."""
    praised = [
        (sentence.ranking, frozenset(sentence.names))
        for written in sections
        for sentence in written.sentences
        if sentence.tone == "praise" and sentence.names
    ]
    for code, lines in content.rankings.items():
        names = frozenset[str]().union(*(names for ranking, names in praised if ranking == code))
        if names:
            yield code, tuple(line for line in lines if line.commune.code in names)
