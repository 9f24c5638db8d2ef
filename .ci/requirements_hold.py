"""Say whether every line of a requirements .in file is held by its hashed .txt file. Asks no network."""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement

PAIRS = (
    ("requirements.in", "requirements.txt"),
    ("requirements-dev.in", "requirements-dev.txt"),
    ("requirements-uv.in", "requirements-uv.txt"),
)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


def wanted(path: Path) -> list[Requirement]:
    lines = (line.split("  #")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def name_of(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def missing(source: str, locked: str) -> list[str]:
    text = Path(locked).read_text(encoding="utf-8")
    pins = {name_of(name): version for name, version in PINNED.findall(text)}
    found = [
        f"{source}: {one} is not held by {locked}"
        for one in wanted(Path(source))
        if name_of(one.name) not in pins or not one.specifier.contains(pins[name_of(one.name)], prereleases=True)
    ]
    if text.count("--hash=") < len(pins):
        found.append(f"{locked}: a pin has no hash")
    return found


if __name__ == "__main__":
    problems = [problem for pair in PAIRS for problem in missing(*pair)]
    print("\n".join(problems) or "requirements hold")
    sys.exit(bool(problems))
