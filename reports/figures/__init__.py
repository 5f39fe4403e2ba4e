"""The one border from database to core: what the tables hold becomes frozen facts."""

from .briefing import body_fact, briefing_facts, commune_facts
from .catalogue import indicator_fact, indicator_facts, season_codes, seasons_of
from .directives import answers_of, asked_of, carried_facts, faults_of, standing_day
from .on_behalf import on_behalf_in, on_behalf_of, to_confirm
from .plans import assigned_plans, plans_in_force, plans_of
from .repeated import repeats_of
from .sheets import days_of, empty_sheet, figures_of, findings_of, judged, last_month_of, missing_required, sheet_of
from .words import directive_facts, months_remembered

__all__ = [
    "answers_of",
    "asked_of",
    "assigned_plans",
    "body_fact",
    "briefing_facts",
    "carried_facts",
    "commune_facts",
    "days_of",
    "directive_facts",
    "empty_sheet",
    "faults_of",
    "figures_of",
    "findings_of",
    "indicator_fact",
    "indicator_facts",
    "judged",
    "last_month_of",
    "missing_required",
    "months_remembered",
    "on_behalf_in",
    "on_behalf_of",
    "plans_in_force",
    "plans_of",
    "repeats_of",
    "season_codes",
    "seasons_of",
    "sheet_of",
    "standing_day",
    "to_confirm",
]
