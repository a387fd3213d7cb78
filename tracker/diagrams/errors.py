"""Why there may be no diagram. Pages catch `DiagramUnavailable` and answer with the outline."""


class DiagramUnavailable(Exception):
    """No diagram this time; the outline says the same."""


class DotMissing(DiagramUnavailable):
    """The `dot` program isn't on this machine."""


class DotTimeout(DiagramUnavailable):
    """`dot` took too long and was stopped."""


class DotBusy(DotTimeout):
    """As many diagrams as this machine may draw at a time were being drawn all the while."""


class DotFailed(DiagramUnavailable):
    """`dot` was killed, ended with an error, or wrote something that is no drawing."""


class TooLarge(DiagramUnavailable):
    """More boxes or arrows than can be read, or drawn in time."""

    def __init__(self, boxes: int, arrows: int) -> None:
        super().__init__(f"{boxes} boxes and {arrows} arrows")
        self.boxes = boxes
        self.arrows = arrows
