"""Dates as the desk and the readers' pages write them: as short as in English, so that lists keep their width. UTC."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j b Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j b Y H:i"
TIME_FORMAT = "H:i"
