"""The pages' third-party files are complete, and ask for nothing that is not there."""

from script import vendor


def test_every_file_that_the_stylesheet_asks_for_is_installed() -> None:
    css = vendor.VENDOR / "dkfds" / "css" / "dkfds.min.css"
    addresses = vendor.ADDRESS.findall(css.read_text("utf-8"))
    assert addresses
    assert [address for address in addresses if not (css.parent / address).is_file()] == []


def test_the_stylesheet_loads_each_face_as_woff2_only() -> None:
    face = '@font-face{src:url(../f/A.eot),url(../f/A.woff) format("woff"),url(../f/A.woff2) format("woff2")}'
    assert vendor.stylesheet(face) == '@font-face{src:url(../f/A.woff2) format("woff2")}'


def test_the_design_systems_logos_are_not_shown() -> None:
    assert vendor.stylesheet(".logo{background:url(../img/logo-placeholder.png)}") == ".logo{background:none}"
    assert not list(vendor.VENDOR.rglob("*logo*"))


def test_the_faces_of_the_diagrams_are_installed_for_dot() -> None:
    installed = {path.name for path in vendor.VENDOR.rglob("*.ttf")}
    assert installed == {f"IBMPlexSans-{face}.ttf" for face in vendor.DIAGRAM_FACES}
