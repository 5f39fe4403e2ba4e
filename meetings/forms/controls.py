"""How the boxes of the meeting's forms look."""

CONTROL = {"class": "form-control"}
SELECT = {"class": "form-select"}
CHECK = {"class": "form-check-input"}
DAY = CONTROL | {"placeholder": "23/11/2015", "autocomplete": "off"}
TIME = CONTROL | {"placeholder": "08:00", "autocomplete": "off"}
TIME_FORMATS = ["%H:%M", "%Hh%M", "%Hg%M", "%Hh", "%Hg"]
