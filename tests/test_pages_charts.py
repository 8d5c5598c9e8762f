"""Do the drawings, the tables and the files of a plan's charts say the same? And what changed on a day?"""

import csv
import io
import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from milestones.actions import NewEvidence
from reporting.charts import WIDE, Due, Line, timeline
from reporting.figure_views import LETTERS
from tests import factories
from tests.test_pages_plan import band, finding, overview, words
from tests.test_participation_actions import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PLAN = "/en/plans/utp-1/"
CHARTS = PLAN + "charts/"
LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")


@pytest.fixture
def told(small_plan, ministry_editor):
    """Milestone 1 limited in January, completed in March, taken back to limited in April."""
    record, first = factories.record, small_plan.milestone
    record(first, "limited", by=ministry_editor, on=date(2020, 1, 7))
    record(first, "completed", by=ministry_editor, on=date(2020, 3, 7), evidence=[LINK])
    record(small_plan.second_milestone, "completed", by=ministry_editor, on=date(2020, 4, 7), evidence=[LINK])
    return small_plan


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode())))


def test_completed_over_time_steps_where_something_was_completed(client, told):
    table = rows(client.get(CHARTS + "completed.csv"))
    assert table == [
        ["From this day on", "Completed", "Past their adopted day", "Milestones"],
        ["1 July 2019", "0", "0", "3"],
        ["7 January 2020", "0", "0", "3"],
        ["7 March 2020", "1", "0", "3"],
        ["1 April 2020", "1", "1", "3"],
        ["7 April 2020", "2", "1", "3"],
        ["4 May 2020", "2", "1", "3"],
        ["1 January 2021", "", "2", "3"],
        ["1 April 2021", "", "3", "3"],
    ]


def test_from_step_to_step_the_page_counts_what_the_chart_says(client, told):
    steps = client.get(PLAN).context["figures"]["completed"].drawings[0].course.steps
    for step, following in pairwise(steps):
        for day in (step.day, following.day - timedelta(days=1)):
            board = client.get(f"{PLAN}?as_of={day}").context["board"]
            passed = [each for each in board.milestones if each.adopted_due_on < day]
            assert (step.completed, step.due) == (len(board.groups[0].milestones), len(passed))


def test_adopted_day_that_is_the_last_of_the_plan_is_drawn(client, small_plan):
    last = client.get(PLAN).context["board"].reading.clock_ends_on
    factories.milestone(small_plan.commitment, 3, due=last)
    course = client.get(PLAN).context["figures"]["completed"].drawings[0].course
    assert (course.ahead[-1].day, course.ahead[-1].due) == (course.last, course.total)


def test_last_step_is_the_number_of_the_overview(client, told):
    for query in ("?as_of=2020-02-01", "?as_of=2020-03-07", ""):
        last = [row for row in rows(client.get(CHARTS + "completed.csv" + query)) if row[1]][-1]
        assert overview(client.get(PLAN + query))[0] == (last[1], "Completed")


@pytest.mark.parametrize("name", ["commitments", "completed", "timeline"])
def test_chart_as_a_file_stands_alone(client, told, name):
    response = client.get(f"{CHARTS}{name}.svg?as_of=2020-04-30")
    drawing = ElementTree.fromstring(response.content)
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == f'attachment; filename="utp-1-{name}-2020-04-30.svg"'
    text = " ".join(" ".join(drawing.itertext()).split())
    assert "OGP Tracker, First plan of Utopia, as it stood on 30 April 2020, record at number" in text
    assert 'href="/' not in response.content.decode()


@pytest.mark.parametrize("name", ["commitments", "completed", "timeline"])
def test_no_line_of_a_chart_as_a_file_runs_out_of_it(client, told, name):
    """In Norwegian, with the longest sentence to cite."""
    asked = client.get(f"/nb/plans/utp-1/charts/{name}.svg?as_of=2020-04-30&known_on=2020-04-30")
    lines = ElementTree.fromstring(asked.content).findall("{http://www.w3.org/2000/svg}text")
    assert max(len(each.text) for each in lines) <= LETTERS
    heights = [float(each.get("y")) for each in lines]
    assert len(set(heights)) == len(heights)


def test_unknown_chart_is_not_found(client, small_plan):
    page = client.get(CHARTS + "pie.svg")
    assert (page.status_code, finding(page)) == (404, "On this day, the plan had no chart “pie”.")


def test_chart_refuses_a_bad_day(client, small_plan):
    assert client.get(CHARTS + "completed.csv?as_of=someday").status_code == 400
    assert finding(client.get(CHARTS + "completed.csv?as_of=2019-01-01")) == "The plan had not begun by then."
    nowhere = client.get("/en/plans/utp-9/charts/completed.csv")
    assert (nowhere.status_code, finding(nowhere)) == (404, "There is no plan “utp-9” here.")
    unknown = client.get(CHARTS + "completed.csv?as_of=2020-01-01&known_on=2019-06-30")
    assert (unknown.status_code, finding(unknown)) == (404, "The record had not begun by then.")


def test_cell_of_a_chart_is_no_formula(client, small_plan):
    factories.commitment(small_plan.plan, 3, "=1+1", lead=small_plan.ministry)
    assert rows(client.get(CHARTS + "commitments.csv"))[3][1] == "'=1+1"


def test_the_table_of_commitments_has_all_four_views(client, small_plan, cso_member):
    say(cso_member, commitment=small_plan.commitment, view="limited", view_reason="There is no draft.")
    table = rows(client.get(CHARTS + "commitments.csv"))
    assert table[0][3:] == ["Stated", "Indicated", "Basis", "Civil society", "IRM"]
    assert [row[6:] for row in table[1:]] == [["Watch Utopia: limited", ""], ["", ""]]


def test_what_changed_on_the_day_is_marked(client, told):
    on_it, after = client.get(PLAN + "?as_of=2020-03-07"), client.get(PLAN + "?as_of=2020-03-08")
    assert "What changed on this day is marked: commitment 1" in band(on_it)
    assert words(on_it).count("changed on this day") == 1
    assert "changed on this day" not in words(after)
    assert re.findall(r'<li class="changed"><a href="([^"?]+)', on_it.content.decode()) == [
        "/en/plans/utp-1/commitments/1/milestones/1/"
    ]


def test_commitment_steps_through_its_own_days(client, told):
    treasurer = factories.person("treasurer", of=told.other_ministry)
    factories.state(told.other_commitment, "limited", by=treasurer, on=date(2020, 2, 2))
    own = band(client.get(PLAN + "commitments/1/?as_of=2020-03-07"))
    assert "← Previous change: 7 January 2020" in own
    assert "← Previous change: 2 February 2020" in band(client.get(PLAN + "?as_of=2020-03-07"))


def test_overdue_names_who_answers_for_it(client, told):
    page = words(client.get(PLAN + "?as_of=2020-04-06&known_on=2020-03-01"))
    assert "Who answers for it 1 overdue Ministry of the Interior" in page


def test_colours_are_chosen_and_kept(client, small_plan):
    choice = {"scheme": "dark", "next": PLAN}
    answer = client.post("/en/appearance/", choice)
    assert (answer.status_code, answer["Location"]) == (302, PLAN)
    assert 'data-color-scheme="dark"' in client.get(PLAN).content.decode()


def test_choice_of_colours_leads_nowhere_else(client, small_plan):
    answer = client.post("/en/appearance/", {"scheme": "light", "next": "https://evil.example/"})
    assert answer["Location"] == "/en/"


def test_unknown_colours_are_refused(client, small_plan):
    answer = client.post("/en/appearance/", {"scheme": "<b>", "next": PLAN})
    assert (answer.status_code, dict(answer.cookies).get("colour-scheme")) == (400, None)


EXTENT = {"start": (0, 1), "middle": (-0.5, 0.5), "end": (-1, 0)}


@pytest.mark.parametrize("day", ["2019-07-01", "2019-10-15", "2020-01-07", "2020-04-07", "2020-05-04"])
def test_words_of_the_lines_stand_inside_the_drawing_and_off_each_other(client, told, day):
    for drawing in client.get(f"{PLAN}?as_of={day}").context["figures"]["completed"].drawings:
        shape, (completed, due) = drawing.shape, (drawing.completed_label, drawing.due_label)
        for label in (completed, due):
            start, end = (label.x + label.length * share for share in EXTENT[label.anchor])
            assert shape.left <= start < end <= shape.width
            assert shape.top - 16 <= label.y - 15 < label.y + 4 <= drawing.base
        assert abs(completed.y - due.y) >= 20 or completed.anchor != due.anchor


def test_words_of_a_line_stand_after_its_end_where_there_is_no_room_before_it(client, told):
    wide, narrow = client.get(f"{PLAN}?as_of=2019-07-01").context["figures"]["completed"].drawings
    for drawing in (wide, narrow):
        assert (drawing.completed_label.anchor, drawing.due_label.anchor) == ("start", "start")


def test_replanned_block_stands_in_a_row_of_its_own_where_its_line_would_cross_another():
    days = {"starts_on": None, "ends_on": None}
    own = Due("own", date(2020, 6, 1), date(2020, 6, 1))
    moved, short = (Due("moved", day, date(2020, 9, 1)) for day in (date(2020, 4, 1), date(2020, 8, 1)))
    plan = (date(2019, 7, 1), date(2021, 8, 31))

    def heights(*dues: Due) -> list[float]:
        drawn = timeline([Line("1", dues=dues, **days)], plan=plan, day=plan[0], today=plan[0], shape=WIDE)
        return [mark.y for mark in drawn.lines[0].marks]

    crossing, beside = heights(moved, own), heights(short, own)
    assert crossing[0] - crossing[1] == WIDE.lane
    assert beside[0] == beside[1]
