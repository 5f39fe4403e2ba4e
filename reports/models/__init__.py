"""What a commune says each month."""

from .answers import AnswerEntry, DirectiveAnswer, DirectiveVerdict, ProposalAnswer, ProposalState
from .catalogue import Indicator, IssueCategory, Section
from .confirmations import Confirmation
from .departments import DepartmentFigure
from .directives import Directive
from .files import ReportFile
from .periods import LockException, Period, PeriodSeason, Season
from .reports import Explanation, Narrative, Proposal, Report, ReportedIssue, Value
from .submissions import ReportEvent, Review, ReviewComment, Submission
from .targets import Target
from .words import ReportText

__all__ = [
    "AnswerEntry",
    "Confirmation",
    "DepartmentFigure",
    "Directive",
    "DirectiveAnswer",
    "DirectiveVerdict",
    "Explanation",
    "Indicator",
    "IssueCategory",
    "LockException",
    "Narrative",
    "Period",
    "PeriodSeason",
    "Proposal",
    "ProposalAnswer",
    "ProposalState",
    "Report",
    "ReportEvent",
    "ReportFile",
    "ReportText",
    "ReportedIssue",
    "Review",
    "ReviewComment",
    "Season",
    "Section",
    "Submission",
    "Target",
    "Value",
]
