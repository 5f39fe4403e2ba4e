"""Bạch Thông, October to December 2015, from the files of operations/demo/: figures made up for illustration."""

from .meetings import publish_briefings
from .months import load_months
from .notices import tell_people
from .units import load_units

__all__ = ["load_months", "load_units", "publish_briefings", "tell_people"]
