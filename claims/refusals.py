"""What is refused, and why: one sentence that names the field and what would be right."""


class Refused(Exception):
    """An act that the rules do not allow. `field` names what to mend; "" when it is the whole."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class NotAllowed(Refused):
    """The person may not do this."""


class Stale(Refused):
    """Somebody else saved first; nothing was overwritten."""
