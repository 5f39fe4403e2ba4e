"""What the office, the leader and the communes type of the meeting and its briefing."""

from .attendance import InviteForm, marks_of, typed_mark
from .briefing import (
    AddedSentenceForm,
    AnswerForm,
    DeadlineForm,
    ObjectionForm,
    PhraseForm,
    ReplyForm,
    SentenceForm,
)
from .conclusions import ConclusionForm, changed_initial, conclusion_entries, conclusion_forms, proposals_of
from .directives import DirectiveForm, directive_initial
from .meeting import CallForm, CallOffForm, MeetingForm, call_forms, meeting_entry, meeting_forms
from .minutes import StatementForm, statement_initial

__all__ = [
    "AddedSentenceForm",
    "AnswerForm",
    "CallForm",
    "CallOffForm",
    "ConclusionForm",
    "DeadlineForm",
    "DirectiveForm",
    "InviteForm",
    "MeetingForm",
    "ObjectionForm",
    "PhraseForm",
    "ReplyForm",
    "SentenceForm",
    "StatementForm",
    "call_forms",
    "changed_initial",
    "conclusion_entries",
    "conclusion_forms",
    "directive_initial",
    "marks_of",
    "meeting_entry",
    "meeting_forms",
    "proposals_of",
    "statement_initial",
    "typed_mark",
]
