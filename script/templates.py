"""Check every template with the program's own Jinja environment, before a page does.

A template has to compile (unknown tags, filters and tests fail), what it extends, includes and imports has to
exist, and so do the endpoints it links to. What the content security policy would block, and what would put
text into a page unescaped, is refused.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from jinja2 import TemplateError, nodes
from jinja2.meta import find_referenced_templates

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
REFUSED = {
    r"<[^>]*\sstyle\s*=": "an inline style: the content security policy blocks it",
    r"<[^>]*\son[a-z]+\s*=": "an inline event handler: the content security policy blocks it",
    r"javascript:": "a javascript: address: the content security policy blocks it",
    r"<script(?![^>]*\bnonce=)": "a script without a nonce: the content security policy blocks it",
    r"<style(?![^>]*\bnonce=)": "a style without a nonce: the content security policy blocks it",
    r"\|\s*safe\b": "the filter `safe`: hand over Markup from code instead, where it can be tested",
    r"{%-?\s*autoescape\s+false": "escaping switched off",
    r"""(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]*\.(?:js|css|woff2?)""": "a file from another site",
}


def program() -> Flask:
    import config
    from tracker.app import create_app

    settings = {"TRACKER_SECRET_KEY": "templates" * 4, "TRACKER_DATABASE_URL": "sqlite://"}
    return create_app(config.load(settings))


def problems(app: Flask, name: str) -> Iterator[tuple[int, str]]:
    """Line and what is wrong there."""
    loader = app.jinja_env.loader
    assert loader is not None  # noqa: S101
    source, _filename, _fresh = loader.get_source(app.jinja_env, name)
    try:
        app.jinja_env.compile(source, name)
        tree = app.jinja_env.parse(source, name)
    except TemplateError as error:
        yield getattr(error, "lineno", 1), str(error)
        return
    known = set(app.jinja_env.list_templates())
    for referenced in find_referenced_templates(tree):
        if referenced is not None and referenced not in known:
            yield 1, f"there is no template {referenced}"
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and call.args:
            endpoint = call.args[0]
            if isinstance(endpoint, nodes.Const) and not exists(app, str(endpoint.value)):
                yield call.lineno, f"there is no endpoint {endpoint.value}"
    # comments keep their lines, so that the lines counted below are the file's
    text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for pattern, reason in REFUSED.items():
        for found in re.finditer(pattern, text):
            yield text.count("\n", 0, found.start()) + 1, reason


def exists(app: Flask, endpoint: str) -> bool:
    if endpoint.startswith("."):
        return any(name.endswith(endpoint) for name in app.view_functions)
    return endpoint in app.view_functions


def main() -> int:
    app = program()
    folder = (ROOT / "templates").resolve()
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file())
    found = [f"templates/{name}:{line}: {reason}" for name in names for line, reason in problems(app, name)]
    for problem in found:
        print(problem)
    print(f"Templates: {len(names)} checked, {len(found)} problems.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
