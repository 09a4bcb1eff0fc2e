"""Short lists of words kept on a row, such as body regions."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible


@deconstructible
class WordsFrom:
    """Allow a list of different words, each from a known set."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)

    def __call__(self, value: object) -> None:
        words = _different_words(value)
        unknown = [word for word in words if word not in self.known]
        if unknown:
            raise ValidationError(f"We do not know {unknown[0]!r}. Choose from: {', '.join(self.known)}.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordsFrom) and self.known == other.known

    def __hash__(self) -> int:
        return hash(tuple(self.known))


def short_phrases(value: object) -> None:
    """Allow up to 40 different phrases of up to 200 letters each."""
    phrases = _different_words(value)
    if len(phrases) > 40 or any(not phrase.strip() or len(phrase) > 200 for phrase in phrases):
        raise ValidationError("Give up to 40 phrases of up to 200 letters each.")


def _different_words(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValidationError("Give a list of words.")
    if len(set(value)) < len(value):
        raise ValidationError("Name each one once.")
    return value
