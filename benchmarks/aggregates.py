"""The peer of a compile: the same figures as the database alone computes them, with nothing written or kept.

A compile needs of two months: every indicator's sum, count, extremes and zeros; ratios of sums over the communes that
have both parts; comparisons over the communes that have the figure in both months; and every ranking, commune by
commune. The peer asks for exactly these, in four statements over one indexed table of the figures that count (joining
the tables as they are takes minutes). It leaves out what a briefing adds to them: wording, sources, tables by commune,
the merge with what people edited, and keeping it all.
"""

from typing import Any

from django.db import connection

from reports.models import Period
from reports.workflow import ReportStatus

# Plans are figures of the month too: of several assigners the first, of revisions the latest.
_FIGURES = """
create temporary table counted as
select r.period_id as period, v.indicator_id as indicator, coalesce(v.season_id, 0) as season,
       r.commune_id as commune, v.value as value
from reports_report r
join reports_value v on v.report_id = r.id
where r.period_id in (%s, %s) and r.status = %s
union all
select %s, indicator, season, commune, value from (
  select t.indicator_id as indicator, coalesce(t.season_id, 0) as season, t.commune_id as commune, t.value as value,
         row_number() over (partition by t.commune_id, t.indicator_id, t.season_id
                            order by t.assigned_by, t.decided_on desc, t.id desc) as place
  from reports_target t
  join communes_commune c on c.id = t.commune_id
  where c.body_id = %s and t.decided_on <= %s and (t.year = %s or t.season_id is not null)
) plans where place = 1
"""
_INDEX = "create index counted_place on counted (period, indicator, commune, season, value)"
_SUMS = """
select period, indicator, season, count(*), sum(value), min(value), max(value),
       sum(case when value = 0 then 1 else 0 end)
from counted group by period, indicator, season
"""
_CHANGES = """
select a.indicator, a.season, count(*), sum(a.value), sum(b.value)
from counted a
join counted b on b.period = %s and b.indicator = a.indicator and b.commune = a.commune and b.season = a.season
where a.period = %s
group by a.indicator, a.season
"""
# What is divided: the ratios of the catalogue, and every figure that has a plan by that plan.
_BOTH = """
from reports_indicator p
join reports_indicator top on top.code = case when p.aggregation = 'ratio' then p.numerator else p.code end
join reports_indicator bottom on bottom.code = case when p.aggregation = 'ratio' then p.denominator else p.plan end
join counted a on a.period = %s and a.indicator = top.id
join counted b on b.period = a.period and b.indicator = bottom.id and b.commune = a.commune and b.season = a.season
"""
_RATIOS = f"select p.code, a.season, count(*), sum(a.value), sum(b.value) {_BOTH} group by p.code, a.season"
_RANKINGS = f"""
select code, season, commune, value,
       rank() over (partition by code, season order by case when better = 'lower' then value else -value end)
from (
  select p.code as code, a.season as season, a.commune as commune, p.better as better,
         a.value * 100.0 / b.value as value
  {_BOTH} where p.ranked and p.aggregation = 'ratio' and b.value <> 0
  union all
  select i.code, a.season, a.commune, i.better, a.value * 1.0
  from reports_indicator i join counted a on a.period = %s and a.indicator = i.id
  where i.ranked and i.aggregation <> 'ratio'
) ranked
"""

Rows = list[tuple[Any, ...]]


def compute(period: Period, before: Period) -> dict[str, Rows]:
    """Return the sums, changes, ratios and rankings of a period beside the one before, computed by the database."""
    day = period.as_month.last_day
    with connection.cursor() as cursor:
        cursor.execute(
            _FIGURES, [period.pk, before.pk, ReportStatus.ACCEPTED, period.pk, period.body_id, day, day.year]
        )
        cursor.execute(_INDEX)
        cursor.execute("analyze counted")
        found = {
            "sums": _rows(cursor, _SUMS, []),
            "changes": _rows(cursor, _CHANGES, [before.pk, period.pk]),
            "ratios": _rows(cursor, _RATIOS, [period.pk]),
            "rankings": _rows(cursor, _RANKINGS, [period.pk, period.pk]),
        }
        cursor.execute("drop table counted")
    return found


def _rows(cursor: Any, statement: str, values: list[object]) -> Rows:
    cursor.execute(statement, values)
    return [tuple(row) for row in cursor.fetchall()]
