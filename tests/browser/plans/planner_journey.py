"""What a planner does to build a plan of the strategy file from nothing, whichever hands do it."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from playwright.sync_api import expect

from tests.browser.plans.planner_hands import Hands
from tracker.exchange.strategy.contents import (
    ElementEntry,
    IndicatorEntry,
    LinkEntry,
    MilestoneEntry,
    PlanEntry,
    StrategyFile,
)
from tracker.theory.kinds import ElementKind, LinkBasis, PlanState

Word = Callable[[StrEnum], str]
"""The word that pages use for a member of a vocabulary."""

WAY = (PlanState.DRAFT, PlanState.IN_HEARING, PlanState.APPROVED, PlanState.ACTIVE)


class Planner:
    """Builds ``plan`` with ``hands``; titles are typed in both languages."""

    def __init__(self, hands: Hands, file: StrategyFile, plan: PlanEntry, word: Word) -> None:
        self.hands, self.plan, self.word = hands, plan, word
        self.organisations = {one.code: one.title for one in file.organisations}
        self.posts = {one.code: one for one in file.posts}
        self.goals = {one.code: one.title for one in file.goals}
        self.findings = {one.code: one.citation for one in file.findings}
        self.titles = {one.code: one.title for one in plan.elements} | self.goals
        self.assumptions = {one.code: one for one in plan.assumptions}

    def make_the_plan(self) -> int:
        """From the overview to an empty plan on the workbench; its number."""
        hands, plan = self.hands, self.plan
        hands.go(hands.page.get_by_role("link", name="Handlingsplaner", exact=True).first)
        hands.go("Ny handlingsplan")
        hands.write("Titel", plan.title)
        for code in sorted(plan.goals):
            hands.tick(f"{code} {self.goals[code]}")
        hands.tick(f"Primært: {plan.primary_goal} {self.goals[plan.primary_goal or '']}")
        hands.choose("Ledende organisation", self.organisations[plan.lead])
        for code in plan.owners:
            owner = self.posts[code]
            hands.tick(f"{owner.title} {self.organisations[owner.organisation]}")
        for code in plan.partners:
            hands.tick(self.organisations[code])
        hands.unfold("Periode, budget og tekster")
        hands.write("Starter", day(plan.starts_on))
        hands.write("Slutter", day(plan.ends_on))
        hands.write("Budget i kroner", str(plan.own["budget_dkk"] or ""))
        hands.write("Målgruppe", plan.own["target_group"])
        hands.write("Hvad findes i forvejen?", plan.own["already_in_place"])
        hands.write("Titel på engelsk", plan.title_en)
        hands.leave("Lav planen")
        found = re.search(r"/plans/(\d+)/build", hands.page.url)
        assert found is not None
        return int(found[1])

    def put_the_goals_in_order(self) -> None:
        """New goals stand in the order of the strategy; the file may say another."""
        there = sorted(self.plan.goals)
        for place, code in enumerate(self.plan.goals):
            for _ in range(there.index(code) - place):
                self.hands.send(f"Flyt op: {self.goals[code]}")
            there.remove(code)
            there.insert(place, code)

    def add_elements(self) -> None:
        """By the form, one after another."""
        hands = self.hands
        hands.open("Tilføj element", "Tilføj element")
        for element in self.plan.elements:
            hands.choose("Slags", self.word(element.kind))
            hands.write("Titel", element.title)
            self._write_details(element)
            hands.send("Tilføj")

    def draw_links(self) -> None:
        """By picking both ends in the diagram."""
        hands, source = self.hands, None
        for link in self.plan.links:
            if link.source != source:
                hands.open("Forbind", "Forbind to elementer")
                hands.press(hands.box(self.titles[link.source]))
                source = link.source
            hands.press(hands.box(self.titles[link.target]))
            self._say_why(link)
            hands.send("Forbind")
        hands.open("Luk", "Byg planen")

    def enter_quickly(self) -> None:
        """Elements and links as lines of text; what lines cannot say is filled in afterwards."""
        hands = self.hands
        hands.go("Hurtig indtastning")
        hands.write("Elementer og pile, én linje til hver", "\n".join(self._lines()))
        hands.leave("Gem")
        for element in self.plan.elements:
            self._open_element(element)
            self._write_details(element)
            hands.send("Gem")
        for link in self.plan.links:
            if link.basis is LinkBasis.DEFINITION or link.lag_days is not None or link.rationale:
                self._open_link(link)
                self._say_why(link)
                hands.send("Gem")

    def add_parts(self) -> None:
        """Milestones, indicators, assumptions and evidence, each from its element or link."""
        for element in self.plan.elements:
            milestones = [one for one in self.plan.milestones if one.element == element.code]
            indicators = [one for one in self.plan.indicators if one.element == element.code]
            if milestones or indicators:
                self._open_element(element)
            for milestone in milestones:
                self._add_milestone(element, milestone)
            for indicator in indicators:
                self._add_indicator(element, indicator)
        laid: set[str] = set()
        for link in self.plan.links:
            if link.assumptions or link.uses:
                self._open_link(link)
            for code in link.assumptions:
                self._lay_assumption(link, code, is_new=code not in laid)
                laid.add(code)
            for use in link.uses:
                hands = self.hands
                hands.open("Tilknyt evidens", "Tilknyt evidens")
                hands.look_up("Fund i registret", self.findings[use.finding])
                hands.choose("Hvor direkte handler det om denne pil?", self.word(use.directness))
                hands.send("Tilknyt")

    def bring_it_into_force(self) -> None:
        """From idea to active: the structure is sound, or it would not be approved."""
        hands = self.hands
        hands.go("Diagram")
        for state in WAY:
            hands.go("Skift tilstand")
            hands.tick(self.word(state), beginning=True)
            hands.leave("Flyt planen")

    def follow_up(self) -> None:
        """Status reports, milestones and readings: from the panel beside the diagram where there is one thing
        to say, else from the element's page."""
        hands, plan_page = self.hands, re.compile(re.escape(self.plan.title) + "$")
        for element in self.plan.elements:
            milestones = [one for one in self.plan.milestones if one.element == element.code]
            indicators = [one for one in self.plan.indicators if one.element == element.code]
            hands.press(hands.box(element.title))
            expect(hands.page.locator("#element-title")).to_have_text(element.title)
            if milestones or indicators:
                hands.go("Åbn som side")
            self._report(element)
            for milestone in milestones:
                self._answer_for(milestone)
            for indicator in indicators:
                self._read_off(indicator)
            if milestones or indicators:
                hands.go(hands.page.get_by_role("link", name=plan_page).first)

    def _lines(self) -> Iterable[str]:
        for element in self.plan.elements:
            letter = element.code.removeprefix(f"{self.plan.code}-")[0]
            responsible = f" [{element.organisation}]" if element.organisation else ""
            yield f"{letter}: {element.title}{responsible}"
        for link in self.plan.links:
            ends = [code if code in self.goals else self.titles[code] for code in (link.source, link.target)]
            yield " -> ".join(ends)

    def _write_details(self, element: ElementEntry) -> None:
        hands = self.hands
        if element.organisation:
            hands.choose("Ansvarlig organisation", self.organisations[element.organisation])
        if element.kind is ElementKind.ACTIVITY:
            hands.write("Starter", day(element.starts_on))
            hands.write("Slutter", day(element.ends_on))
        if element.kind.is_outcome:
            hands.write("Forventes fra", day(element.expected_from))
        hands.unfold("Beskrivelse og engelsk titel")
        hands.write("Titel på engelsk", element.title_en)

    def _say_why(self, link: LinkEntry) -> None:
        hands = self.hands
        if link.basis is LinkBasis.DEFINITION:
            hands.tick("Virkningen er målet pr. definition, så der er intet at bevise")
        hands.write("Hvorfor tror vi på det?", link.rationale)
        hands.write("Forventet tidsafstand i dage", "" if link.lag_days is None else str(link.lag_days))

    def _open_element(self, element: ElementEntry) -> None:
        self.hands.open(self.hands.box(element.title), element.title)

    def _open_link(self, link: LinkEntry) -> None:
        """Through the element that it starts from."""
        hands, source, target = self.hands, self.titles[link.source], self.titles[link.target]
        hands.open(hands.box(source), source)
        onwards = hands.place.locator("section", has=hands.page.locator("#after-title"))
        hands.open(onwards.get_by_role("link", name=target), f"{source} → {target}")

    def _add_milestone(self, element: ElementEntry, milestone: MilestoneEntry) -> None:
        hands = self.hands
        hands.open("Tilføj milepæl", "Tilføj milepæl")
        hands.write("Hvad skal være nået?", milestone.title)
        hands.write("Frist", day(milestone.baseline_due))
        hands.write("Det samme på engelsk", milestone.title_en)
        hands.send("Tilføj")
        expect(hands.page.locator("#panel-title")).to_have_text(element.title)

    def _add_indicator(self, element: ElementEntry, indicator: IndicatorEntry) -> None:
        hands = self.hands
        hands.open("Tilføj indikator", "Tilføj indikator")
        hands.write("Hvad måles?", indicator.title)
        hands.write("Enhed", indicator.unit)
        hands.choose("Retning", self.word(indicator.direction))
        hands.write("Dato for udgangspunkt", day(indicator.baseline[0]))
        hands.write("Værdi ved udgangspunkt", number(indicator.baseline[1]))
        hands.write("Måltallets dato", day(indicator.target[0]))
        hands.write("Måltal", number(indicator.target[1]))
        hands.write("Det samme på engelsk", indicator.title_en)
        hands.send("Tilføj")
        expect(hands.page.locator("#panel-title")).to_have_text(element.title)

    def _lay_assumption(self, link: LinkEntry, code: str, *, is_new: bool) -> None:
        hands, assumption = self.hands, self.assumptions[code]
        if is_new:
            hands.open("Tilføj antagelse", "Tilføj antagelse")
            hands.write("Hvad skal holde?", assumption.title)
            hands.choose("Tilstand", self.word(assumption.state))
            if assumption.critical:
                hands.tick("Kritisk: uden den er det truet, som pilen fører til")
            hands.write("Det samme på engelsk", assumption.title_en)
            hands.send("Tilføj")
        else:
            hands.open("Vælg en af planens", "Læg en antagelse under pilen")
            hands.choose("Planens antagelser", assumption.title)
            hands.send("Læg den under pilen")

    def _report(self, element: ElementEntry) -> None:
        hands = self.hands
        if element.report is not None:
            hands.go("Meld status")
            hands.tick(self.word(element.report.status))
            hands.write("Hvad er der sket?", element.report.happened)
            hands.leave("Gem status")

    def _answer_for(self, milestone: MilestoneEntry) -> None:
        hands = self.hands
        if milestone.due != milestone.baseline_due:
            hands.go(f"Meld nået eller flyttet: {milestone.title}")
            hands.tick("Den er flyttet")
            hands.write("Ny frist", day(milestone.due))
            hands.write("Hvorfor er den flyttet?", "Det tog længere tid")
            hands.leave("Gem milepælen")
        if milestone.done_on is not None:
            hands.go(f"Meld nået eller flyttet: {milestone.title}")
            hands.tick("Den er nået")
            hands.write("Nået", day(milestone.done_on))
            hands.leave("Gem milepælen")

    def _read_off(self, indicator: IndicatorEntry) -> None:
        hands = self.hands
        for read_on, value in indicator.readings:
            hands.go(f"Indtast en aflæsning: {indicator.title}")
            hands.write("Aflæst den", day(read_on))
            hands.write(f"Værdi i {indicator.unit}", number(value))
            hands.write("Kilde", "Optælling")
            hands.leave("Gem aflæsningen")


def day(value: date | None) -> str:
    """As it is typed in Danish."""
    return "" if value is None else f"{value:%d.%m.%Y}"


def number(value: float) -> str:
    """As it is typed in Danish."""
    return f"{value:g}".replace(".", ",")
