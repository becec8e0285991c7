"""Words → a name that an address can have."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Letters that are no letter with an accent.
_IN_ASCII = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens, a letter first.

    Where ASCII cannot write a letter a hash of the text is behind it, so that an address does not
    depend on the headings before it: `第1章` is `h-1-` and six digits.
    """
    plain = text.lower()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain.translate(_IN_ASCII))
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if not plain.isascii() and any(letter.isalnum() and not letter.isascii() for letter in plain):
        written = re.sub(r"[\s-]+", "-", unicodedata.normalize("NFC", text).lower())
        words += f"-{hashlib.sha256(written.encode()).hexdigest()[:6]}"
    return words if words[:1].isalpha() else f"h-{words.strip('-')}".strip("-")


def collated(text: str) -> str:
    """A key that sorts words without regard to case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_IN_ASCII))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
