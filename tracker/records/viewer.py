"""The person who looks: what queries need to know of them, detached from the database."""

from dataclasses import dataclass, field

from tracker.theory.kinds import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person. ``roles`` holds each role with the organisation it is held in.

    Somebody who ``must_choose_password`` came in with a one-time password. ``zone`` is the time zone of the
    strategy that is followed. ``mentions`` counts the comments that wait for them to be seen.
    """

    id: int
    name: str
    email: str
    language: str
    roles: frozenset[tuple[Role, int]] = field(default=frozenset())
    must_choose_password: bool = False
    zone: str = ""
    mentions: int = 0

    def has(self, *roles: Role) -> bool:
        """Whether the person holds any of ``roles``, in whichever organisation."""
        return any(role in roles for role, _ in self.roles)

    @property
    def organisations(self) -> frozenset[int]:
        """Organisations in which the person holds a role."""
        return frozenset(organisation for _, organisation in self.roles)

    def organisations_as(self, role: Role) -> frozenset[int]:
        """Organisations in which the person holds ``role``."""
        return frozenset(organisation for held, organisation in self.roles if held is role)

    @property
    def is_planner(self) -> bool:
        return self.has(Role.PLANNER)
