"""What a file from elsewhere is called here: a name that is safe to show, to send and to save anywhere."""

import re
import unicodedata

LONGEST = 150
"""Characters of a name without its ending."""

LONGEST_BYTES = 240
"""Disks take 255."""

# controls, marks that turn the direction of writing or take no room, and what no text holds
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
UNSAVED = re.compile(r'[<>:"|?*%;]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
"""What Windows takes for a device, with any ending."""


def ending_of(given: str) -> str:
    """The end of a name behind its last dot, in small letters; empty where it has none."""
    name = _cleaned(given)
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def safe_name(given: str, ending: str) -> str:
    """The last part of ``given`` without what is dangerous in a name, ending in ``.ending``."""
    name = _cleaned(given)
    stem, dot, old = name.rpartition(".")
    if not dot or not stem or old.lower() != ending:
        stem = name
    stem = stem.strip(" .")[:LONGEST].rstrip(" .") or "dokument"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    while len(stem.encode()) > LONGEST_BYTES - len(ending):
        stem = stem[:-1]
    return f"{stem}.{ending}"


def _cleaned(given: str) -> str:
    text = unicodedata.normalize("NFC", UNSEEN.sub("", given))
    last = re.split(r"[/\\]", text)[-1]
    return UNSAVED.sub("_", " ".join(last.split())).strip(" .")
