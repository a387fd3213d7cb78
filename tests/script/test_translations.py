"""The catalogue holds exactly the texts in use, and nobody's translation is lost on the way."""

import io
import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from script import translations

CODE = """
from flask_babel import gettext as _, ngettext, pgettext
save = _("Save")
days = ngettext("%(num)s day", "%(num)s days", 2)
action = pgettext("button", "Open")
half = _("50 % of it")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tracker").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "tracker" / "code.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text("{% trans %}Hello {{ name }}{% endtrans %}")
    folder = tmp_path / "translations"
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "TRANSLATIONS", folder)
    monkeypatch.setattr(translations, "CATALOGUE", folder / "da" / "LC_MESSAGES" / "messages.po")
    return tmp_path


def translate(monkeypatch: pytest.MonkeyPatch, texts: object) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(texts)))
    return translations.main(["set"])


ALL = {
    "Save": "Gem",
    "%(num)s day": ["%(num)s dag", "%(num)s dage"],
    "button\x04Open": "Åbn",
    "50 % of it": "50 % af det",
    "Hello %(name)s": "Hej %(name)s",
}


@pytest.mark.usefixtures("project")
def test_the_check_passes_once_every_text_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translations.main([]) == 0
    assert translations.main(["--check"]) == 1
    assert translate(monkeypatch, ALL) == 0
    assert translations.main(["--check"]) == 0


def test_a_changed_text_counts_as_new_and_is_never_guessed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(monkeypatch, ALL)
    code = project / "tracker" / "code.py"
    code.write_text(CODE.replace('"Save"', '"Save it"'))
    translations.main([])
    capsys.readouterr()
    assert translations.main(["--check"]) == 1
    assert "not translated: 'Save it'" in capsys.readouterr().out
    assert "fuzzy" not in translations.CATALOGUE.read_text()


def test_a_translation_comes_back_with_its_text(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translate(monkeypatch, ALL)
    page = project / "templates" / "page.html"
    text = page.read_text()
    page.write_text("")
    translations.main([])
    page.write_text(text)
    translations.main([])
    assert translations.main(["--check"]) == 0


def test_tidy_drops_the_translations_of_texts_that_are_gone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate(monkeypatch, ALL)
    (project / "templates" / "page.html").write_text("")
    translations.main([])
    assert translations.main(["--check"]) == 1
    translations.main(["tidy"])
    assert translations.main(["--check"]) == 0
    assert "Hej" not in translations.CATALOGUE.read_text()


def test_a_template_that_cannot_be_read_costs_no_translation(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(monkeypatch, ALL)
    page = project / "templates" / "page.html"
    text = page.read_text()
    page.write_text(text + "{% if %}")
    assert translations.main(["tidy"]) == 1
    assert "templates/page.html:1" in capsys.readouterr().err
    page.write_text(text)
    translations.main([])
    assert translations.main(["--check"]) == 0


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"Hello %(name)s": "Hej"}, "placeholder %(name)s is lost"),
        ({"Save": "Gem %(name)s"}, "unknown placeholder %(name)s"),
        ({"%(num)s day": ["en dag", "dage"]}, "placeholder %(num)s is lost"),
        ({"%(num)s day": "dag"}, "has a plural"),
        ({"Save": ["Gem", "Gem"]}, "takes one text"),
        ({"Save": ""}, "takes one text"),
        (["Save"], "one JSON object"),
    ],
)
def test_a_translation_that_cannot_be_shown_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, texts: object, reason: str
) -> None:
    translate(monkeypatch, {"button\x04Open": "Åbn"})
    before = translations.CATALOGUE.read_bytes()
    with pytest.raises(SystemExit) as stopped:
        translate(monkeypatch, texts)
    assert reason in str(stopped.value)
    assert translations.CATALOGUE.read_bytes() == before


@pytest.mark.usefixtures("project")
def test_the_form_for_one_may_leave_the_number_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translate(monkeypatch, {"%(num)s day": ["en dag", "%(num)s dage"]}) == 0


def test_danish_texts_quote_as_danes_do() -> None:
    catalogue = translations.CATALOGUE.read_bytes()
    danish = [
        text
        for message in read_po(io.BytesIO(catalogue))
        for text in (message.string if isinstance(message.string, tuple) else [message.string])
    ]
    assert [text for text in danish if set("“”„").intersection(str(text))] == []
