"""Days as `3 Mar 2027` and times in 24 hours: sites in many countries read the same pages."""

DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
