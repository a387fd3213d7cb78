"""The overview answers what each role comes for."""


def test_a_manager_sees_what_is_overdue_first(as_):
    page = as_("manager").page("/")
    assert "8 overskredne milepæle" in page.text
    assert "Alle forhold fra efteråret 2014 lukket" in page.text
    assert "truer G1" in page.text


def test_a_manager_sees_who_has_not_answered(as_):
    assert (
        "2 statusmeldinger er forældede eller mangler · Tovholder forældreinddragelse"
        in as_("manager").page("/").text
    )


def test_the_planning_group_sees_the_weakest_link_of_each_plan_weakest_first(as_):
    section = as_("planner").page("/").main.all("section")[1]
    assert section.all("a")[0].text == "HP1 Et trygt natteliv"
    assert (
        "Færre voldsanmeldelser i nattelivszonen → fører til Flere borgere er trygge aften og nat"
        in section.text
    )


def test_an_owner_s_overview_counts_their_own_milestones(as_):
    page = as_("owner").page("/")
    assert "1 overskredet milepæl" in page.text
    assert "/my-work" in page.links


def test_somebody_without_a_role_is_told_so(as_):
    assert "ingen rolle" in as_("stranger").page("/").text


def test_the_overview_costs_at_most_thirteen_queries(as_, count_queries):
    manager = as_("manager")
    with count_queries() as counted:
        manager.get("/")
    assert len(counted) <= 13
