"""Said & Seen: what somebody said, kept apart from what has since been seen.

The flow, which only tasks.py wires together:

    recording      an editor writes down a claim, its claimant, where it was said, what would settle it
    monitoring     feed -> page -> snapshot -> revision; and each claim's own periodic search
    matching       revision -> suggestion: "this article may follow up that claim", with reasons and a stance
    verification   an editor confirms or dismisses; evidence, readings, and the status with its reason
    publishing     what is known, since when, from whom, and what was said before, as of any time
    notifying      reads the journal and tells people

Stages never call each other: they meet in the database. Arrows point down:
doors > tasks > stages > permissions | refusals > models | fetching > analysis > vocabulary.
"""
