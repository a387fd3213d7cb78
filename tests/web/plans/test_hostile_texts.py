"""Whatever people type stands in the diagram and the outline as typed, and breaks neither."""

from xml.etree import ElementTree

import pytest

from tracker.theory.kinds import ElementKind, LinkKind

TEXTS = {
    "quotes": """He said "no" and 'yes' \\ \\n \\l \\N \\" """.strip(),
    "markup": "<b>&evil</b><script>alert(1)</script>",
    "label": "<<table><tr><td>HTML</td></tr></table>>",
    "closing": "]]> --> </svg></style></title>",
    "dot": '"]; } digraph { a -> b [label="',
    "address": "javascript:alert(1)",
    "long word": "æ" * 500,
    "long text": "ord " * 120,
    "emoji": "👩‍👩‍👧‍👦 🚓 \U0001f3f4",
    "right to left": "שלום עולם \u202eabc\u202c",
    "combining": "Z" + "\u0301" * 100,
    "percent": "100 %s %(name)s {{ 7*7 }} {% raw %}",
    "lines": "et\nto\tre",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=TEXTS.values(), ids=list(TEXTS))
def text(request):
    return request.param


@pytest.fixture
def plan(made, text):
    organisation = made.organisation(name=text)
    plan = made.plan(title=text, lead_organisation_id=organisation, goal_ids=[1])
    activity = made.element(title=text, plan_id=plan, organisation_id=organisation, description=text)
    output = made.element(ElementKind.OUTPUT, title=text, plan_id=plan)
    factor = made.element(ElementKind.EXTERNAL, title=text, plan_id=plan)
    made.link(activity, output, plan_id=plan, rationale=text)
    made.link(output, activity, LinkKind.FEEDBACK, plan_id=plan)
    link = made.link(output, factor, LinkKind.CAUSAL, plan_id=plan)
    made.assumption(link, plan_id=plan, title=text)
    return plan


def said(text):
    return " ".join(text.split())


def test_the_page_and_the_outline_say_what_was_typed(as_, plan, text):
    browser = as_("planner")
    page = browser.page(f"/plans/{plan}")
    assert said(text) in page.heading
    names = [" ".join(box["aria-label"].split()) for box in page.main.all("a", class_="node")]
    assert len(names) == 4
    # what cannot be drawn, such as a lone surrogate or NUL, was refused when it was typed
    assert len([name for name in names if said(text) in name]) == 3
    assert not page.main.all("b")
    assert not [node for node in page.main.all("script") if "nonce" not in node.attributes]
    outline = browser.page(f"/plans/{plan}/outline")
    assert outline.text.count(said(text)) >= 5


def test_the_svg_is_well_formed_and_runs_nothing(as_, plan):
    root = ElementTree.fromstring(as_("planner").get(f"/plans/{plan}/diagram.svg").get_data())  # noqa: S314
    drawn = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert drawn <= {
        "svg", "title", "g", "a", "rect", "circle", "polygon", "polyline", "path", "text"
    }  # fmt: skip
    for node in root.iter():
        assert not [name for name in node.attrib if name.lower().startswith("on")]
        assert node.get("href", "/elements/").startswith("/elements/")


def test_picture_and_paper_are_made(as_, plan):
    browser = as_("planner")
    assert browser.get(f"/plans/{plan}/diagram.png").get_data().startswith(b"\x89PNG")
    assert browser.get(f"/plans/{plan}/diagram.pdf").get_data().startswith(b"%PDF")


@pytest.mark.usefixtures("plan")
def test_the_list_finds_the_plan_by_what_was_typed(as_, text):
    page = as_("planner").page("/plans")
    assert any(said(text) in row[0] for row in page.rows())
    response = as_("planner").get("/plans", query_string={"text": text[:150]})
    assert response.status_code == 200


def test_an_address_may_hold_anything(as_):
    for value in ("%00", "%ff%fe", "%F0%9F%9A%93", "'%22%3Cb%3E", "9" * 5000):
        assert as_("planner").get(f"/plans?text={value}&state={value}&goal={value}").status_code == 200
        assert as_("planner").get(f"/plans?page={value}&organisation={value}").status_code == 200
        assert as_("planner").get(f"/plans/1?focus={value}").status_code == 200
        assert as_("planner").get(f"/plans/1/diagram.svg?focus={value}").status_code == 400
