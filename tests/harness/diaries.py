"""What three phones and a server should come to, in memory: the model that R-05 holds the real one against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]


@dataclass
class Model:
    """A diary as it should be: the first content that came under an id stays for ever."""

    kept: dict[str, Json] = field(default_factory=dict)

    def take(self, batch: list[Json]) -> list[str]:
        """Take a batch as the server should; give what should be said of each, in the order sent."""
        said: dict[int, str] = {}
        for place in _originals_first(batch):
            said[place] = self._judge(batch[place])
        return [said[place] for place in range(len(batch))]

    def standing(self) -> dict[str, Json | None]:
        """Give what stands: of each entry and all its corrections the one lived last; None where it was withdrawn."""
        chains: dict[str, list[Json]] = {}
        for entry in self.kept.values():
            chains.setdefault(self._origin(entry), []).append(entry)
        last = [max(chain, key=lambda entry: (entry["at"], entry["id"])) for chain in chains.values()]
        return {entry["id"]: entry["data"] for entry in last}

    def _judge(self, entry: Json) -> str:
        known = self.kept.get(entry["id"])
        if known is not None:
            return "duplicate" if known == entry else "conflict"
        if entry["supersedes"] is not None and entry["supersedes"] not in self.kept:
            return "refused"
        self.kept[entry["id"]] = entry
        return "kept"

    def _origin(self, entry: Json) -> str:
        while entry["supersedes"] is not None:
            entry = self.kept[entry["supersedes"]]
        name: str = entry["id"]
        return name


def _originals_first(batch: list[Json]) -> list[int]:
    places = range(len(batch))
    later = [place for place in places if batch[place]["supersedes"] is not None]
    later.sort(key=lambda place: (batch[place]["at"], batch[place]["id"]))
    return [place for place in places if batch[place]["supersedes"] is None] + later


@dataclass
class Life:
    """Three weeks of one patient: gives each entry an instant and an id of its own, the same for the same chance."""

    salt: int
    began: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - timedelta(days=21))
    made: int = 0

    def check_in(self, chance: Random) -> Json:
        """Log a day's pain, that day or up to two days later."""
        at = self._next()
        on = (at - timedelta(days=chance.randrange(3))).date().isoformat()
        return self._entry(at, on, None, {"pain_now": chance.randrange(11), "pain_worst": chance.choice([None, 4, 9])})

    def correct(self, earlier: Json, chance: Random) -> Json:
        """Correct an entry, or withdraw it."""
        data = None if chance.random() < 0.2 else {"pain_now": chance.randrange(11)}
        return self._entry(self._next(), earlier["on"], earlier["id"], data)

    def _next(self) -> datetime:
        self.made += 1
        return self.began + timedelta(minutes=10 * self.made)

    def _entry(self, at: datetime, on: str, supersedes: str | None, data: Json | None) -> Json:
        name = f"019cd8b0-3c00-7000-8{self.salt:03x}-{self.made:012x}"
        entry = {"id": name, "kind": "check_in", "on": on, "at": at.isoformat(), "tz": "UTC"}
        return {**entry, "supersedes": supersedes, "data": data}
