"""Keep translations/da in step with the English texts of code and templates.

  script/translations           take up new texts, set aside unused ones, compile
  script/translations set       the same, and translate: reads {"English": "Danish"} as JSON from
                                standard input; a text with a plural takes ["one", "many"], one
                                with a context is written "context\\u0004English"
  script/translations missing   print the texts that have no translation yet, to fill in for `set`
  script/translations tidy      drop the translations that were set aside
  script/translations compile   compile what changed since the last time
  script/translations --check   fail unless the catalogue is complete and holds exactly the texts in use

Several people may run it at once. A translation whose text is gone is set aside (``#~``), so that it
comes back with its text. Nothing is guessed: a changed text counts as a new one.
"""

import fcntl
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
CATALOGUE = TRANSLATIONS / "da" / "LC_MESSAGES" / "messages.po"

SOURCES = (
    ("python", ("config.py", "tracker/**/*.py")),
    ("jinja2", ("templates/**/*.html", "templates/**/*.txt", "templates/**/*.xml")),
)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
    "NN_": (1, 2),
}
OPTIONS = {"silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
HEADER = "# Danish texts of Tracker; kept in step by script/translations."

Texts = dict[str, Message]


def key(message: Message) -> str:
    """The English text (singular), with its context in front as gettext writes it."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{text}" if message.context else text


def in_use() -> tuple[Texts, list[str]]:
    """The texts of all sources, and what kept a source from being read."""
    texts: Texts = {}
    problems: list[str] = []
    for method, patterns in SOURCES:
        for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
            try:
                with path.open("rb") as source:
                    found = list(extract(method, source, KEYWORDS, options=OPTIONS))
            except (TemplateSyntaxError, SyntaxError, UnicodeDecodeError) as error:
                line = getattr(error, "lineno", None) or 1
                problems.append(f"{path.relative_to(ROOT)}:{line}: {error}")
                continue
            for line, text, _comments, context in found:
                message = Message(text, context=context)
                known = texts.setdefault(key(message), message)
                if message.pluralizable and not known.pluralizable:
                    texts[key(message)] = message
                elif message.pluralizable and known.id != message.id:
                    problems.append(f"{path.relative_to(ROOT)}:{line}: {text!r} has another plural elsewhere")
    return texts, problems


def read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="da", fuzzy=False, creation_date=datetime(2026, 11, 23, tzinfo=UTC))
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def translations(catalogue: Catalog) -> Texts:
    """Every message with a translation, those set aside too."""
    messages = [*catalogue.obsolete.values(), *(message for message in catalogue if message.id)]
    return {key(message): message for message in messages if is_translated(message)}


def is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return all(strings) and not message.fuzzy


def fits(message: Message, string: Any) -> bool:
    return isinstance(string, tuple) == bool(message.pluralizable)


def merged(texts: Texts, known: Texts, old: Catalog) -> Catalog:
    """The catalogue of the texts in use, with the translations known; the rest of these are set aside."""
    new = Catalog(
        locale="da",
        project="Tracker",
        msgid_bugs_address="-",
        version="1",
        header_comment=HEADER,
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        last_translator="Tracker",
        language_team="da",
        fuzzy=False,
    )
    for name, message in texts.items():
        translated = known.get(name)
        string = translated.string if translated and fits(message, translated.string) else None
        new.add(message.id, string, context=message.context)
    for name, message in sorted(known.items()):
        if name not in texts:
            new.obsolete[name] = message
    return new


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, and only when something changed."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def save(catalogue: Catalog) -> None:
    content = BytesIO()
    write_po(content, catalogue, width=110, no_location=True, sort_output=True)
    write(CATALOGUE, content.getvalue())
    compile_changed()


def compile_changed() -> None:
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], domain=source.stem)
        content = BytesIO()
        write_mo(content, catalogue)
        write(target, content.getvalue())
        os.utime(target)


def given(known: Texts, texts: Texts) -> Texts:
    """What standard input translates; stops with a sentence when it can't be used as it is."""
    try:
        asked = json.load(sys.stdin)
    except ValueError as error:
        sys.exit(f"Standard input is no JSON: {error}")
    if not isinstance(asked, dict):
        sys.exit('Standard input has to be one JSON object: {"English": "Danish"}.')
    result: Texts = {}
    problems: list[str] = []
    for name, string in asked.items():
        message = texts.get(name) or known.get(name) or unused(name)
        plural = bool(message.pluralizable)
        one_text = isinstance(string, str) and bool(string)
        two_texts = (
            isinstance(string, list) and len(string) == 2 and all(isinstance(s, str) and s for s in string)
        )
        if plural and not two_texts:
            problems.append(f'{name!r} has a plural and takes ["one", "many"]')
        elif not plural and not one_text:
            problems.append(f"{name!r} takes one text" + (" (no plural is in use)" if two_texts else ""))
        else:
            translated = Message(message.id, tuple(string) if plural else string, context=message.context)
            problems += [f"{name!r}: {error}" for error in errors(translated)]
            result[name] = translated
    if problems:
        sys.exit("Nothing was changed.\n" + "\n".join(problems))
    for name in sorted(result.keys() - texts.keys()):
        print(f"No source uses this text yet, its translation is set aside: {name!r}")
    return result


def unused(name: str) -> Message:
    context, _, text = name.rpartition("\x04")
    return Message(text, context=context or None)


def errors(message: Message) -> list[str]:
    """Placeholders that the translation lacks or has too many; only the form for one may leave some out."""
    asked = set(PLACEHOLDER.findall(str(message.id)))
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    found = [set(PLACEHOLDER.findall(form)) for form in forms]
    strange = set().union(*found) - asked
    lost = asked - found[-1] if found else set()
    return [f"unknown placeholder {name}" for name in sorted(strange)] + [
        f"placeholder {name} is lost" for name in sorted(lost)
    ]


def check() -> int:
    texts, problems = in_use()
    catalogue = read()
    listed = {key(message): message for message in catalogue if message.id}
    problems += [f"new text, not in the catalogue: {name!r}" for name in sorted(texts.keys() - listed.keys())]
    problems += [f"no source uses it any more: {name!r}" for name in sorted(listed.keys() - texts.keys())]
    problems += [
        f"set aside, `script/translations tidy` drops it: {name!r}"
        for name in sorted(map(key, catalogue.obsolete.values()))
    ]
    for name, message in sorted(listed.items()):
        if not is_translated(message):
            problems.append(f"not translated: {name!r}")
        if message.fuzzy:
            problems.append(f"marked as a guess (fuzzy): {name!r}")
        problems += [f"{name!r}: {error}" for error in errors(message) if is_translated(message)]
    for problem in problems:
        print(problem)
    print(f"Translations: {len(texts)} texts, {len(problems)} problems.")
    return 1 if problems else 0


def update(*, translate: bool = False, drop_unused: bool = False) -> int:
    texts, problems = in_use()
    old = read()
    known = translations(old)
    if translate:
        known |= given(known, texts)
    if drop_unused and not problems:
        known = {name: message for name, message in known.items() if name in texts}
    new = merged(texts, known, old)
    save(new)
    left = sum(1 for message in new if message.id and not is_translated(message))
    print(f"Translations: {len(texts)} texts, {left} not translated, {len(new.obsolete)} set aside.")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def missing() -> int:
    texts, _problems = in_use()
    known = translations(read())
    wanted = {
        name: list(message.id) if message.pluralizable else ""
        for name, message in sorted(texts.items())
        if name not in known or not fits(message, known[name].string)
    }
    print(json.dumps(wanted, ensure_ascii=False, indent=2))
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """One run at a time in this folder."""
    TRANSLATIONS.mkdir(exist_ok=True)
    with (TRANSLATIONS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    command = arguments[0] if len(arguments) == 1 else "update" if not arguments else "--help"
    with alone():
        match command:
            case "update":
                return update()
            case "set":
                return update(translate=True)
            case "missing":
                return missing()
            case "tidy":
                return update(drop_unused=True)
            case "compile":
                compile_changed()
                return 0
            case "--check":
                return check()
            case _:
                print(__doc__)
                return 0 if command == "--help" and arguments == ["--help"] else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
