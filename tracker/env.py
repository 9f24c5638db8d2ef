"""Read the environment once, typed: a missing or malformed value stops the start with one sentence."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from cryptography.fernet import Fernet


class BadEnvironment(SystemExit):
    """A value of the environment that nobody can start with. Its text is the sentence that is printed."""


class Environment:
    """Typed look-ups. Every refusal names the variable and says what would be right."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = os.environ if values is None else values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name).lower()
        if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
            return default if value == "" else value in {"1", "true", "yes", "on"}
        raise BadEnvironment(f"{name} is {value!r}: it must be on or off.")

    def seconds(self, name: str, default: float) -> float:
        value = self.text(name)
        try:
            number = float(value or default)
        except ValueError:
            number = -1.0
        if not 0 <= number < 1e6:
            raise BadEnvironment(f"{name} is {value!r}: it must be a number of seconds, such as 1.0.")
        return number

    def whole(self, name: str, default: int, *, least: int = 1) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdecimal() or len(value) > 6 or int(value) < least:
            raise BadEnvironment(f"{name} is {value!r}: it must be a whole number, such as {default}.")
        return int(value)

    def probability(self, name: str) -> float | None:
        """None when it is not set."""
        value = self.text(name)
        try:
            number = float(value or 0)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise BadEnvironment(f"{name} is {value!r}: it must be a probability from 0 to 1, such as 0.45.")
        return number if value else None

    def probabilities_in_order(self, *names: str) -> dict[str, float]:
        """Those that are set, by name; each must be at least the one named before it."""
        given = {name: number for name in names if (number := self.probability(name)) is not None}
        for (lower, low), (upper, high) in pairwise(given.items()):
            if low > high:
                raise BadEnvironment(f"{lower} is {low:g} and {upper} is {high:g}: {upper} must not be the lower one.")
        return given

    def words(self, name: str, default: str = "") -> list[str]:
        return [word for word in self.text(name, default).replace(",", " ").split() if word]

    def some_of(self, name: str, known: tuple[str, ...]) -> list[str]:
        words = [word.lower() for word in self.words(name)]
        if unknown := [word for word in words if word not in known]:
            raise BadEnvironment(f"{name} names {unknown[0]!r}: known here are {', '.join(known)}.")
        return list(dict.fromkeys(words))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self.text(name, known[0]).lower()
        if value not in known:
            raise BadEnvironment(f"{name} is {value!r}: it must be {', '.join(known[:-1])} or {known[-1]}.")
        return value

    def zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise BadEnvironment(f"{name} is {value!r}: it must be a time zone such as Europe/Kyiv.") from None
        return value

    def web_address(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadEnvironment(f"{name} is {value!r}: it must be an address such as https://claims.example.org.")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        config: dict[str, Any] = {}
        if value.startswith(("sqlite:///", "postgres://", "postgresql://")):
            with suppress(ValueError, KeyError, environ.ImproperlyConfigured):
                config = dict(environ.Env.db_url_config(value))
        if config.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
            raise BadEnvironment(
                f"{name} is malformed: it must read sqlite:////path/to/file or postgres://user:password@host:5432/name."
            )
        return config

    def redis(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not value.startswith(("redis://", "rediss://", "unix://", "redis+socket://")):
            raise BadEnvironment(f"{name} is malformed: it must read redis://host:6379/0 or unix:///path/to/socket.")
        return value

    def email(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        try:
            return dict(environ.Env.email_url_config(value))
        except (ValueError, KeyError, environ.ImproperlyConfigured):
            raise BadEnvironment(
                f"{name} is malformed: it must read smtp://user:password@host:587 or consolemail://."
            ) from None

    def secret(self, name: str, *, kept_in: Path, is_required: bool) -> str:
        """The secret, or for a local installation one that is generated once and kept in a file only we can read."""
        value = self.text(name)
        if value and len(value) < 32:
            raise BadEnvironment(f"{name} is too short: it must have at least 32 characters.")
        if value:
            return value
        if is_required:
            raise BadEnvironment(f"{name} is missing: set it to at least 32 random characters.")
        return kept_secret(kept_in)

    def sealing_keys(self, name: str, *, kept_in: Path, is_required: bool) -> list[bytes]:
        """Keys that wrap the seals' keys, the first for new ones. Each is 32 random bytes in URL-safe base64."""
        keys = self.words(name)
        if not keys and is_required:
            raise BadEnvironment(f"{name} is missing: set it to 32 random bytes in URL-safe base64.")
        keys = keys or [kept_secret(kept_in, make=lambda: Fernet.generate_key().decode())]
        try:
            return [key.encode() for key in keys if Fernet(key)]
        except ValueError:
            raise BadEnvironment(f"{name} is malformed: each key is 32 random bytes in URL-safe base64.") from None


def kept_secret(path: Path, *, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """The secret in `path`; written there first when there is none. Two processes that start at once agree."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(make())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # the other process was first: its secret is the one
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
