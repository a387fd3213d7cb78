"""What a reader sees: columns in order, nothing on top of anything else, type that can be read."""

from itertools import combinations, pairwise
from random import Random

import pytest

from tests.diagrams.drawings import HOSTILE, SMALL, at_risk, hostile, sample
from tracker.diagrams.drawing import Arrow, Box, Drawing
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.picture.picture import compose
from tracker.diagrams.picture.scene import Group, Scene, Shape, Text
from tracker.diagrams.placing.box_layout import FULL_WIDTH, Role, card, columns
from tracker.diagrams.placing.dot import to_dot
from tracker.diagrams.placing.label_places import labels
from tracker.diagrams.placing.placement import Frame, Placement, Point, along, read
from tracker.diagrams.placing.routes import Route, routes
from tracker.diagrams.type.metrics import width
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import DeliveryStatus, ElementKind, EvidenceLevel, LinkKind, ResultStatus

SMALLEST_TYPE = 11.0
RING = 7.0


def draft(seed: int) -> Drawing:
    """A plan in the making, right or wrong: any element linked with any other, in any way."""
    dice = Random(seed)  # noqa: S311
    words = ("færre", "unge", "oplever", "trygge", "fællesskaber", "i", "natteliv", "utryghedsskabende")
    boxes = tuple(
        Box(
            number,
            dice.choice(list(ElementKind)),
            " ".join(dice.choices(words, k=dice.randint(1, 12))),
            organisation=dice.choice(("", "Familie- og Beskæftigelsesforvaltningen")),
            status=dice.choice((None, DeliveryStatus.PLANNED, ResultStatus.ACHIEVED)),
            status_word="Følger planen",
            overdue=dice.choice(("", "Overskredet 137 dage")),
            risk=dice.choice(("", "I risiko")),
        )
        for number in range(dice.randint(1, 30))
    )
    arrows = tuple(
        Arrow(
            number,
            dice.choice(list(LinkKind)),
            dice.choice(boxes).id,
            dice.choice(boxes).id,
            level=dice.choice(list(EvidenceLevel)),
            state=dice.choice(list(LinkState)),
        )
        for number in range(dice.randint(0, 50))
    )
    return Drawing("Udkast", boxes=boxes, arrows=arrows)


DRAWINGS = {
    "small": SMALL,
    "hostile": hostile(),
    "small with every mark": at_risk(SMALL),
    "hostile with every mark": at_risk(hostile(), HOSTILE),
    **{f"{code} with every mark": at_risk(drawing) for code, drawing in sample().items()},
    "empty": Drawing(""),
    "one factor": Drawing("", boxes=(Box(1, ElementKind.EXTERNAL, "Konjunktur"),)),
    "only itself": Drawing(
        "", boxes=(Box(1, ElementKind.GOAL, "Mål"),), arrows=(Arrow(1, LinkKind.CAUSAL, 1, 1),)
    ),
    **sample(),
    **{f"draft {seed}": draft(seed) for seed in range(12)},
}


@pytest.fixture(params=sorted(DRAWINGS), scope="module")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return DRAWINGS[request.param]


@pytest.fixture(scope="module")
def placement(drawing: Drawing) -> Placement:
    return placed(drawing)


def placed(drawing: Drawing) -> Placement:
    return read(Renderer().render(to_dot(drawing), "json0"), drawing, columns(drawing))


def overlap(one: Frame, other: Frame) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def points(route: Route) -> list[Point]:
    found = []
    for start in range(0, len(route.curve) - 3, 3):
        found += [along(list(route.curve[start : start + 4]), step / 30) for step in range(31)]
    return found


def inside(point: Point, frame: Frame) -> bool:
    slack = 1.0
    return (
        frame.left + slack < point[0] < frame.right - slack
        and frame.top + slack < point[1] < frame.bottom - slack
    )


def texts(shapes: tuple[Shape, ...]) -> list[Text]:
    found: list[Text] = []
    for shape in shapes:
        if isinstance(shape, Text):
            found.append(shape)
        elif isinstance(shape, Group):
            found += texts(shape.items)
    return found


def test_no_two_boxes_overlap(placement: Placement) -> None:
    frames = [*placement.headings, *placement.boxes.values()]
    assert not [pair for pair in combinations(frames, 2) if overlap(*pair)]


def test_boxes_stand_in_their_columns(drawing: Drawing, placement: Placement) -> None:
    for box in drawing.box.values():
        frame, heading = placement.boxes[box.id], placement.headings[drawing.place[box.id]]
        assert frame.left == pytest.approx(heading.left, abs=0.6)
        assert frame.width == heading.width


def test_columns_run_from_activities_to_goals(drawing: Drawing, placement: Placement) -> None:
    kinds = [heading.kind for heading in drawing.columns]
    assert kinds == sorted(kinds, key=list(ElementKind).index)
    assert all(one.right < other.left for one, other in pairwise(placement.headings))


def test_external_factors_stand_apart_below_the_columns(drawing: Drawing, placement: Placement) -> None:
    for box in drawing.box.values():
        frame = placement.boxes[box.id]
        if box.kind is ElementKind.EXTERNAL:
            assert frame.top > placement.columns_end
        else:
            assert frame.bottom <= placement.columns_end


def test_the_ring_around_a_chosen_box_stays_within_the_picture(
    drawing: Drawing, placement: Placement
) -> None:
    scene = compose(drawing, placement, with_legend=False)
    for frame in placement.boxes.values():
        assert scene.left <= frame.left - RING
        assert frame.right + RING <= scene.left + scene.width
        assert frame.bottom + RING <= scene.top + scene.height


def test_no_link_runs_through_a_box(drawing: Drawing, placement: Placement) -> None:
    for route in routes(drawing, placement):
        for frame in (*placement.headings, *placement.boxes.values()):
            assert not any(inside(point, frame) for point in points(route)), route.arrow


def test_every_link_leads_from_one_box_to_the_other(drawing: Drawing, placement: Placement) -> None:
    drawn = routes(drawing, placement)
    assert [route.arrow for route in drawn] == list(drawing.drawn_arrows)
    for route in drawn:
        for place, end in ((route.curve[0], route.arrow.source), (route.tip, route.arrow.target)):
            frame = placement.boxes[end]
            assert frame.left - 2 <= place[0] <= frame.right + 2
            assert frame.top - 2 <= place[1] <= frame.bottom + 2


def test_no_two_arrowheads_meet_on_a_box_with_room(drawing: Drawing, placement: Placement) -> None:
    drawn = routes(drawing, placement)
    for one, other in combinations(drawn, 2):
        if one.arrow.target == other.arrow.target and len(drawn) < 25:
            assert one.tip != other.tip


@pytest.mark.parametrize("plan", sample())
def test_labels_cover_no_box_and_no_other_label(plan: str) -> None:
    placement = placed(sample()[plan])
    marks = [label.frame for label in labels(routes(sample()[plan], placement), placement)]
    assert not [pair for pair in combinations(marks, 2) if overlap(*pair)]
    assert not [mark for mark in marks for frame in placement.boxes.values() if overlap(mark, frame)]


def crossing() -> Drawing:
    """Two outputs and two outcomes, each linked with each; the links are numbered against their order."""
    ends = [(2, 4), (2, 3), (1, 4), (1, 3)]
    return Drawing(
        "",
        boxes=(
            *(Box(number, ElementKind.OUTPUT, "Ydelse") for number in (1, 2)),
            *(Box(number, ElementKind.OUTCOME_SHORT, "Virkning") for number in (3, 4)),
        ),
        arrows=tuple(
            Arrow(number, LinkKind.CAUSAL, *pair, level=EvidenceLevel.E2) for number, pair in enumerate(ends)
        ),
    )


def test_labels_give_way_where_links_cross() -> None:
    placement = placed(crossing())
    marks = [label.frame for label in labels(routes(crossing(), placement), placement)]
    assert len(marks) == 4
    assert not [pair for pair in combinations(marks, 2) if overlap(*pair)]


def test_links_arrive_in_the_order_that_they_come_from() -> None:
    placement = placed(crossing())
    drawn = routes(crossing(), placement)
    for target in (3, 4):
        arriving = sorted(
            (route for route in drawn if route.arrow.target == target), key=lambda route: route.tip[1]
        )
        origins = [placement.boxes[route.arrow.source].top for route in arriving]
        assert origins == sorted(origins)


@pytest.mark.parametrize("plan", sample())
def test_every_hypothesis_is_labelled(plan: str) -> None:
    drawing = sample()[plan]
    placement = placed(drawing)
    marks = {label.route.arrow.id for label in labels(routes(drawing, placement), placement)}
    assert marks == {arrow.id for arrow in drawing.arrows if arrow.kind is LinkKind.CAUSAL}


def test_the_sheet_fits_a_page_without_shrinking(drawing: Drawing, placement: Placement) -> None:
    assert compose(drawing, placement).width <= FULL_WIDTH + 10


def test_type_is_large_enough_to_read(drawing: Drawing, placement: Placement) -> None:
    sheet = compose(drawing, placement, with_title=True)
    signs = {"?", ""}
    assert all(text.size >= SMALLEST_TYPE for text in texts(sheet.items) if text.text not in signs)


def test_type_stays_within_its_box(drawing: Drawing) -> None:
    sizes = columns(drawing)
    for box in drawing.box.values():
        setting = card(box, sizes.widths[drawing.place[box.id]])
        for line in setting.lines:
            assert line.x + width(line.text, line.face.size, line.face.weight) <= setting.width
            assert 0 < line.baseline < setting.height


def test_boxes_of_a_column_are_equally_wide() -> None:
    for drawing in sample().values():
        frames = placed(drawing).boxes
        for place in range(len(drawing.columns)):
            widths = {frames[box.id].width for box in drawing.boxes if drawing.place[box.id] == place}
            assert len(widths) == 1


def words_of(sheet: Scene) -> str:
    return " ".join(text.text for text in texts(sheet.items))


def test_a_box_says_title_organisation_status_and_delay_in_words() -> None:
    box = SMALL.boxes[0]
    lines = card(box, 190)
    said = {role: " ".join(line.text for line in lines.lines if line.role is role) for role in Role}
    assert said[Role.TITLE] == "Ny belysning på utrygge strækninger"
    assert said[Role.META].startswith("A1 · By- og Landskabs")
    assert said[Role.STATUS] == "Større problemer"
    assert said[Role.OVERDUE] == "Overskredet 137 dage"


def test_a_status_is_never_colour_alone() -> None:
    assert "‼ Større problemer" in card(SMALL.boxes[0], 190).plain(SMALL.boxes[0])


def test_the_legend_explains_the_whole_evidence_scale_and_only_the_kinds_used() -> None:
    said = words_of(compose(SMALL, placed(SMALL)))
    assert all(f"{level.name} forklaret" in said for level in EvidenceLevel)
    assert "stand contested" in said
    assert "stand harmful" not in said
    assert "slags feedback" in said
    calm = Drawing("", legend=SMALL.legend)
    assert "slags" not in words_of(compose(calm, placed(calm)))


def test_title_and_legend_are_for_files_when_asked_for() -> None:
    bare = compose(SMALL, placed(SMALL), with_legend=False)
    assert "Signaturforklaring" not in words_of(bare)
    assert "Et trygt natteliv" not in words_of(bare)
    assert "Et trygt natteliv Status 15.09.2015" in words_of(compose(SMALL, placed(SMALL), with_title=True))
