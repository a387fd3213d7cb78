"""The forms about an indicator's readings, filled in well: a part of ``tests.web.all_forms``."""

from datetime import date

from tests.personas import TODAY
from tests.web.filled_form import FilledForm
from tracker.exchange.pasted.readings import Known, read

PASTED = "01.09.2015\t12,5"
SEEN = read(PASTED, Known(date(2014, 12, 31), TODAY, False, {})).mark
"""What the lines mean for an indicator without readings."""

ROWS = ("area_1_label", "area_1_value", "area_2_label", "area_2_value")

FORMS: dict[str, list[FilledForm]] = {
    "indicators.correct": [
        FilledForm(
            "/readings/{reading}/correct",
            "planner",
            {"read_on": "02.09.2015", "value": "13,5", "source": "Optælling", "reason": "Talt forkert"},
            ("source", "reason"),
            shaped=("read_on", "value"),
            shown=("/indicators/{indicator}", "/indicators/{indicator}/history"),
        )
    ],
    "indicators.import_pasted": [
        FilledForm(
            "/indicators/{indicator}/import",
            "planner",
            {"pasted": PASTED, "source": "Regneark", "answer": "save", "seen": str(SEEN)},
            ("source",),
            shaped=("pasted",),
            shown=("/indicators/{indicator}", "/indicators/{indicator}/history"),
        )
    ],
    "indicators.choose_breakdowns": [
        FilledForm("/indicators/{indicator}/breakdowns", "planner", {"area": "sum", "age": "parts"})
    ],
    "indicators.parts": [
        FilledForm(
            "/readings/{broken_down}/parts",
            "planner",
            {"area_0_label": "Aalborg Øst", "area_0_value": "7"},
            ("area_0_label",),
            shaped=("area_0_value",),
            aside=ROWS,
            shown=("/indicators/{indicator}", "/indicators/{indicator}/history"),
        )
    ],
}
