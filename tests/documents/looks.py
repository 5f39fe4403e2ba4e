"""The looks of the project's files, without a database."""

from documents.models.look import Look, look_from, rows_of


def look(code: str, **otherwise: str) -> Look:
    """Return the look of a profile, with values that an office set otherwise."""
    profile = next(row for row in rows_of("profiles.csv") if row["code"] == code)
    return look_from(profile["kind"], {rule["name"]: rule[code] for rule in rows_of("rules.csv")} | otherwise)


CODES = tuple(row["code"] for row in rows_of("profiles.csv"))
