"""What people paste from a reference manager or a publisher's page becomes a citation."""

import pytest

from tracker.exchange.references.pasted import read_reference
from tracker.exchange.references.reference import Notation, Reference, ReferenceFault, UnusableReference

BIBTEX = """@article{gill2014,
  author  = {Gill, Charlotte and Weisburd, David and Cody W. Telep},
  title   = {Community-oriented policing to reduce {Crime}, disorder and fear},
  journal = {J Experimental Criminology},
  year    = {2014}, volume = {10}, number = {4}, pages = {399--428},
  doi     = {https://doi.org/10.1007/s11292-014-9210-y},
  url     = {https://link.springer.com/article/10.1007/s11292-014-9210-y}
}"""
RIS = """TY  - JOUR
AU  - Gill, Charlotte
AU  - Weisburd, David
AU  - Telep, Cody W.
TI  - Community-oriented policing to reduce Crime, disorder and fear
T2  - J Experimental Criminology
PY  - 2014
VL  - 10
IS  - 4
SP  - 399
EP  - 428
DO  - 10.1007/s11292-014-9210-y
UR  - https://link.springer.com/article/10.1007/s11292-014-9210-y
ER  -
"""
CITATION = (
    "Gill C, Weisburd D, Telep CW (2014). Community-oriented policing to reduce Crime, disorder and fear. "
    "J Experimental Criminology 10(4):399-428."
)


def fault(text: str) -> ReferenceFault:
    with pytest.raises(UnusableReference) as refused:
        read_reference(text)
    return refused.value.fault


@pytest.mark.parametrize(("text", "notation"), [(BIBTEX, Notation.BIBTEX), (RIS, Notation.RIS)])
def test_both_notations_give_the_same_citation(text: str, notation: Notation) -> None:
    found = read_reference(text)
    assert found.notation is notation
    assert found.citation == CITATION
    assert found.doi == "10.1007/s11292-014-9210-y"
    assert found.url.startswith("https://link.springer.com/")


@pytest.mark.parametrize(
    "text",
    [
        "10.1002/cl2.1046",
        " doi:10.1002/cl2.1046 ",
        "DOI 10.1002/cl2.1046.",
        "https://doi.org/10.1002/cl2.1046",
        "http://dx.doi.org/10.1002/cl2.1046\n",
    ],
)
def test_a_doi_is_recognised_as_people_write_it_and_gives_nothing_else(text: str) -> None:
    found = read_reference(text)
    assert found == Reference(Notation.DOI, doi="10.1002/cl2.1046")
    assert found.citation == ""


@pytest.mark.parametrize("text", [BIBTEX, RIS])
def test_line_ends_of_windows_and_of_old_macs_change_nothing(text: str) -> None:
    for end in ("\r\n", "\r"):
        assert read_reference(text.replace("\n", end)).citation == CITATION


def test_accents_of_latex_become_letters() -> None:
    entry = r"""@book{a, author = {Bj{\o}rn {\AA}str{\"o}m and M{\"u}ller, J\'er\^ome},
      title = {Tryghed \& tillid -- p{\aa} gaden}, year = 2008, publisher = {Br{\aa}}}"""
    assert read_reference(entry).citation == "Åström B, Müller J (2008). Tryghed & tillid – på gaden. Brå."


def test_a_body_is_no_person_and_others_are_others() -> None:
    body = read_reference("@misc{a, author={{Rockwool Fonden}}, title={En rapport}, year={2011}}")
    assert body.citation == "Rockwool Fonden (2011). En rapport."
    others = read_reference("@misc{a, author={Lorenc, T. and others}, title={Fear}, date={2013-05-01}}")
    assert others.citation == "Lorenc T et al. (2013). Fear."


def test_of_many_authors_the_first_is_named() -> None:
    names = " and ".join(f"Navn{letter}, A." for letter in "abcdefgh")
    assert read_reference(f"@misc{{a, author={{{names}}}, title={{T}}}}").citation == "Navna A et al. T."


def test_a_name_that_cannot_be_taken_apart_costs_nothing_else() -> None:
    found = read_reference("@article{a, author={A, B, C, D, E}, title={En titel}, year=2014}")
    assert (found.title, found.year) == ("En titel", "2014")


@pytest.mark.parametrize(
    "text",
    [
        RIS.replace("ER  -\n", ""),
        RIS.replace("  - ", " - "),
        RIS.replace("  - ", "- "),
        "\ufeff" + RIS,
        "1.\n" + RIS,
        RIS.replace("TI  -", "T1  -").replace("AU  -", "A1  -").replace("PY  - 2014", "Y1  - 2014/01//"),
        RIS.replace("PY  -", "XX  - odd\nPY  -"),
    ],
)
def test_an_entry_that_lost_something_on_the_way_is_still_read(text: str) -> None:
    assert read_reference(text).citation == CITATION


def test_of_two_entries_one_is_asked_for() -> None:
    assert fault(BIBTEX + "\n" + BIBTEX.replace("gill2014", "other")) is ReferenceFault.SEVERAL
    assert fault(BIBTEX + BIBTEX) is ReferenceFault.SEVERAL
    assert fault(RIS + RIS) is ReferenceFault.SEVERAL


HOSTILE = {
    "nothing": ("", ReferenceFault.NOT_RECOGNISED),
    "prose": ("Braga (2014) viser at hotspots virker", ReferenceFault.NOT_RECOGNISED),
    "a page": ("<!doctype html><title>10.1002/x</title>", ReferenceFault.NOT_RECOGNISED),
    "a prefix only": ("10.1002/", ReferenceFault.NOT_RECOGNISED),
    "a DOI that is too long": ("10.1002/" + "x" * 300, ReferenceFault.NOT_RECOGNISED),
    "two DOIs": ("10.1002/a 10.1002/b", ReferenceFault.NOT_RECOGNISED),
    "NUL": ("10.1002/a\x00b", ReferenceFault.NOT_READABLE),
    "NUL in BibTeX": (BIBTEX.replace("Crime", "Cri\x00me"), ReferenceFault.NOT_READABLE),
    "Latin-1 read as control characters": (
        BIBTEX.replace("Crime", "Cr\x82me\x07"),
        ReferenceFault.NOT_READABLE,
    ),
    "half a surrogate pair": ("@misc{a, title={\ud800}}", ReferenceFault.NOT_READABLE),
    "huge": ("@misc{a, title={" + "x" * 30_000 + "}}", ReferenceFault.TOO_LONG),
    "braces in braces": (
        "@misc{a, title={" + "{" * 9_000 + "x" + "}" * 9_000 + "}}",
        ReferenceFault.NOT_READABLE,
    ),
    "braces that never close": ("@misc{a, title={" + "{" * 19_000, ReferenceFault.NOT_READABLE),
    "commands in commands": (
        "@misc{a, title={" + r"\textbf{" * 2_000 + "x" + "}" * 2_000 + "}}",
        ReferenceFault.NOT_READABLE,
    ),
    "environments without an end": (
        "@misc{a, title={" + r"\begin{a}" * 2_000 + "}}",
        ReferenceFault.NOT_READABLE,
    ),
    "entries in entries": ("@article{" * 2_000, ReferenceFault.SEVERAL),
    "no comma": ("@article{a title={x}}", ReferenceFault.NOT_READABLE),
    "no field": ("@article{a}", ReferenceFault.EMPTY),
    "a field twice": ("@article{a, title={x}, title={y}}", ReferenceFault.NOT_READABLE),
    "only a comment": ("@comment{nothing here}", ReferenceFault.NOT_READABLE),
    "a type and no more": ("TY  - JOUR\nER  - ", ReferenceFault.EMPTY),
    "an end without a beginning": ("AU  - X\nER  - ", ReferenceFault.NOT_RECOGNISED),
}


@pytest.mark.parametrize(("text", "wanted"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_refused_with_its_reason(text: str, wanted: ReferenceFault) -> None:
    assert fault(text) is wanted


def test_nothing_that_latex_could_do_is_done() -> None:
    found = read_reference(
        r"@misc{a, title={\input{/etc/passwd} \def\x{\x\x}\x $x^2$ \write18{ls}}, year=2014}"
    )
    assert "root:" not in found.citation


def test_names_without_letters_and_years_out_of_range_are_left_out() -> None:
    found = read_reference("TY  - RPRT\nAU  - , ,\nTI  - En rapport\nPY  - 99999\nER  - ")
    assert (found.citation, found.year) == ("En rapport.", "")
