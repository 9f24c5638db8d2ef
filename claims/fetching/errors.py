"""What can go wrong on the way to the web, and whether trying again helps."""


class FetchFailed(Exception):
    """No complete answer came. `reason` is one plain sentence that never holds a resolved address."""

    def __init__(self, url: str, reason: str, *, permanent: bool = False) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.permanent = permanent


class AddressRefused(FetchFailed):
    """The address may not be asked; `reason` names the class of the reason. Only an unknown name may be tried again."""

    def __init__(self, url: str, reason: str, *, permanent: bool = True) -> None:
        super().__init__(url, reason, permanent=permanent)
