"""Beat's timetable, in code: one sweep finds whatever is due, and what a lost message left behind."""

TIMETABLE = {
    "sweep": {
        "task": "claims.tasks.sweep",
        "schedule": 5.0,
        # A sweep that waited longer than its successor takes is of no use to anybody.
        "options": {"expires": 15, "queue": "default"},
    },
}
