"""Does reading a plan file keep every fact as stated, and name every error with its place?"""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from milestones.plan_file import PlanFileError, Problem, parse_plan_file, read_plan_file
from milestones.plan_file.parts import code_of
from milestones.plan_file.places import PartialDay
from milestones.plan_file.shape import SCHEMA
from tests.plan_files import AMENDMENT, as_bytes, changed, small

PLANS = Path(__file__).parent.parent / "milestones" / "plans"

PARTIAL_DAY = "YYYY, YYYY-MM or YYYY-MM-DD, as precise as the source; null where it is not known or open."
ADDRESS = "A web address that begins with http:// or https://, or null."


def problems(document):
    with pytest.raises(PlanFileError) as caught:
        parse_plan_file(as_bytes(document))
    return caught.value.problems


def refusal(content):
    with pytest.raises(PlanFileError) as caught:
        parse_plan_file(content)
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture(scope="module")
def norway():
    return read_plan_file(PLANS / "nor-4.json")


def test_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_norways_plan_has_its_eight_commitments(norway):
    assert [(row.code, row.ogp_id, row.title["en"]) for row in norway.commitments] == [
        ("1", "NO0054", "Guidance for the fulfilment of the duty to journalling and archiving documents"),
        ("2", "NO0055", "Making energy statistics available"),
        ("3", "NO0056", "E-access (eInnsyn) and potential expansion of e-access in the municipal sector"),
        ("4", "NO0057", "Implementing a strategy for open cultural data"),
        (
            "5",
            "NO0058",
            "Digital spatial planning processes with adapted guidance and area statistics profiles",
        ),
        (
            "6",
            "NO0059",
            "Streamline and improve public procurement by full digitalisation of the procurement process",
        ),
        ("7", "NO0060", "Preventing corruption"),
        ("8", "NO0061", "Establish public register of the beneficial owners"),
    ]


def test_norways_themes_are_marked_as_inferred(norway):
    assert [(row.theme, row.theme_basis) for row in norway.commitments] == [
        (theme, "inferred_from_order")
        for theme in ["integrity"] * 3 + ["open-data"] * 2 + ["procurement"] * 3
    ]


def test_norways_periods_reach_from_the_first_to_the_last_possible_day(norway):
    days = [
        (row.period.start and row.period.start.first, row.period.end and row.period.end.last)
        for row in norway.commitments
    ]
    assert days == [
        (date(2018, 2, 1), date(2019, 6, 1)),
        (None, None),
        (None, None),
        (date(2018, 3, 1), date(2019, 12, 31)),
        (date(2018, 1, 1), date(2019, 12, 31)),
        (date(2018, 1, 1), date(2024, 12, 31)),
        (date(2019, 1, 1), date(2020, 6, 30)),
        (None, None),
    ]


def test_norways_milestones_say_how_much_of_them_is_known(norway):
    assert [(row.milestones_known, len(row.milestones)) for row in norway.commitments] == [
        ("partial", 1),
        ("complete", 1),
        ("not_verified", 0),
        ("not_verified", 0),
        ("not_verified", 0),
        ("complete", 1),
        ("not_verified", 0),
        ("none_stated", 0),
    ]
    years_only = norway.commitments[5].milestones[0]
    assert (years_only.title, years_only.period.stated, years_only.period.end.precision) == (
        {},
        "2018-2024",
        "year",
    )


def test_norways_third_commitment_keeps_both_bodies_each_with_its_source(norway):
    assert [
        (row.organisation, row.role, row.stated_by, row.source.url)
        for row in norway.commitments[2].responsibilities[:2]
    ] == [
        ("nor-kmd", "lead", "ogp", "https://opengovpartnership.org/members/norway/commitments/no0056"),
        (
            "nor-difi",
            "responsible_in_plan",
            "plan",
            "https://opengovpartnership.org/members/norway/commitments/no0056",
        ),
    ]
    assert [group.name["en"] for group in norway.commitments[2].named_groups] == [
        "Organisations of the press"
    ]


def test_norways_renamed_ministry_is_one_body_with_two_names(norway):
    bodies = {body.slug: body for body in norway.organisations}
    assert [(name.abbreviation, name.since, name.until) for name in bodies["nor-kmd"].names] == [
        ("KMD", date(2014, 1, 1), date(2021, 12, 31)),
        ("KDD", date(2022, 1, 1), None),
    ]
    assert [(row.predecessor, row.successor, row.on) for row in norway.successions] == [
        ("nor-difi", "nor-digdir", date(2020, 1, 1))
    ]
    assert bodies["nor-dfd"].names[0].since == date(2024, 1, 1)


def test_norways_eighth_commitment_tells_not_stated_from_not_verified(norway):
    eighth = norway.commitments[7]
    assert (eighth.period.stated, eighth.not_stated) == ("", ("period",))
    assert (eighth.contribution, norway.commitments[0].not_stated) == ({}, ())


def test_norways_dates_outside_the_plan_are_warnings(norway):
    assert [str(row) for row in norway.warnings if row.place.startswith("/commitments/5/period")] == [
        "/commitments/5/period/start: 2018 is before the plan begins (2019-07-01).",
        "/commitments/5/period/end: 2024 is after the plan ends (2021-06-30).",
    ]


def test_amendment_names_what_it_takes_from_the_plan():
    amendment = read_plan_file(PLANS / "nor-4b.json")
    assert (amendment.plan, amendment.plan_slug, amendment.amendment.takes_effect.precision) == (
        None,
        "nor-4",
        "year",
    )
    assert [row.ogp_id for row in amendment.commitments] == ["NO0062", "NO0063"]
    assert {(row.kind, row.name) for row in amendment.references} == {
        ("organisation", "nor-kmd"),
        ("theme", "open-data"),
    }


def test_small_file_is_right():
    plan = parse_plan_file(as_bytes(small()))
    assert plan.warnings == ()
    assert plan.commitments[0].milestones[0].sources == plan.commitments[0].sources
    assert parse_plan_file(as_bytes(AMENDMENT)).commitments[0].code == "2"


def test_broken_file_tells_every_error_with_its_place():
    document = small(
        **{
            "languages": ["en", "tlh"],
            "plan.slug": "utp-3",
            "plan.period.end": "2019-12-31",
            "plan.coordinator": "utp-nobody",
            "organisations.1.kind": "ministery",
            "organisations.1.names.0.until": "2020-02-30",
            "organisations.0.names.1": {
                "name": {"en": "Home Office"},
                "since": None,
                "until": None,
                "source": "memory",
            },
            "successions": [
                {
                    "kind": "merger",
                    "from": "utp-finance",
                    "to": "utp-finance",
                    "on": "2020-01-01",
                    "source": "text",
                }
            ],
            "commitments.0.title": {"en": "Publish the budget", "nb": "Åpent budsjett"},
            "commitments.0.short_title.en": "The budget in everybody's hands",
            "commitments.0.theme.code": "mony",
            "commitments.0.milestone": [],
            "commitments.0.milestones.known": "none_stated",
            "commitments.0.not_stated": ["problem"],
            "commitments.1": {**small()["commitments"][0], "text_origin": ...},
        }
    )
    del document["commitments"][1]["text_origin"]
    assert problems(document) == [
        Problem(
            "/commitments/0/milestone",
            "“milestone” is no field of the format here; did you mean “milestones”?",
        ),
        Problem(
            "/commitments/0/milestones/known",
            "The milestones are “none_stated”, but some are listed: write “partial” or “complete”, or leave them out.",
        ),
        Problem(
            "/commitments/0/not_stated/0",
            "“problem” is listed as not stated in the plan, but it has a value: remove one.",
        ),
        Problem(
            "/commitments/0/short_title/en",
            '"The budget in everybody\'s hands" has 31 characters, 7 more than the 24 allowed. '
            "At most 24 characters, without a space at either end.",
        ),
        Problem(
            "/commitments/0/theme/code",
            "“mony” is not among the file's “themes”: describe it there, or correct it.",
        ),
        Problem(
            "/commitments/0/title/nb",
            "“nb” is not among the file's “languages”: add it there, or correct it.",
        ),
        Problem(
            "/commitments/1",
            "“text_origin” is missing. Whose words the texts below are: the plan's own, or a summary by whoever "
            "writes the file.",
        ),
        Problem(
            "/commitments/1/number",
            "A commitment with the code “1” stands at /commitments/0/number already: each may stand once only.",
        ),
        Problem(
            "/languages/1", "“tlh” is no language this site keeps texts in. Use some of: en, nb, nn, se."
        ),
        Problem(
            "/organisations/0/names/0/until", "Another name follows, so this one has a last day: write it."
        ),
        Problem(
            "/organisations/0/names/1/source",
            "“memory” is not among the file's “sources”: describe it there.",
        ),
        Problem(
            "/organisations/1/kind",
            '"ministery" is none of: ministry, agency, parliament, local_government, local_government_association, '
            "civil_society, private_sector, academia, advisory_body, oversight_body, international_body. "
            "Did you mean “ministry”? What kind of body it is.",
        ),
        Problem(
            "/organisations/1/names/0/until",
            f'"2020-02-30" is no day of the calendar. {PARTIAL_DAY}',
        ),
        Problem(
            "/plan/coordinator",
            "“utp-nobody” is not among the file's “organisations”: describe it there, or correct it.",
        ),
        Problem("/plan/period/end", "2019-12-31 is before 2020-01-01: the end is before the start."),
        Problem("/plan/slug", "The OGP id AP_UTP02 makes the slug “utp-2”, not “utp-3”."),
        Problem(
            "/successions/0/to",
            "A body cannot succeed itself. A new name belongs in the body's “names”.",
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        (
            {"amendment": {}},
            "",
            "A file has “plan” or “amendment”, as its “kind” says, and not the other one.",
        ),
        ({"plan": ...}, "", "“plan” is missing. The plan itself."),
        ({"version": 2}, "/version", "2 should be 1. The version of the format."),
        (
            {"commitments.0.number": 1},
            "/commitments/0/number",
            '1 should be a text in quotation marks. The number as the plan states it, as text: "1", "4.24", "4M3".',
        ),
        (
            {"commitments.0.number": "§"},
            "/commitments/0/number",
            "No address can be made of “§”, which has neither letters a to z nor digits: add a “code”.",
        ),
        (
            {"commitments.0.title.en": "a\x00b"},
            "/commitments/0/title/en",
            "The text holds characters that cannot be stored or read (U+0000): remove them.",
        ),
        (
            {"organisations.0.slug": "finance"},
            "/organisations/0/slug",
            "The slug of a body begins with its country: “utp-finance”.",
        ),
        (
            {"commitments.0.period.end": "30.6.2020"},
            "/commitments/0/period/end",
            f'"30.6.2020" is not written as the format asks. {PARTIAL_DAY}',
        ),
        (
            {"commitments.0.milestones.rows": []},
            "/commitments/0/milestones/rows",
            "The milestones are “complete”, but none is listed: list them, or write “not_verified” or “none_stated”.",
        ),
        (
            {
                "commitments.0.responsibilities.1": {
                    **small()["commitments"][0]["responsibilities"][0],
                    "organisation": "utp-interior",
                }
            },
            "/commitments/0/responsibilities/1",
            "/commitments/0/responsibilities/0 is lead at the same time: there is exactly one lead.",
        ),
        (
            {"sources.text.url": "example.org"},
            "/sources/text/url",
            f'"example.org" is not written as the format asks. {ADDRESS}',
        ),
        (
            {"commitments": []},
            "/commitments",
            "The list is empty: it needs at least one item. The commitments, in the plan's order.",
        ),
    ],
)
def test_error_is_told_where_it_stands(changes, place, sentence):
    assert Problem(place, sentence) in problems(small(**changes))


def test_lead_may_change_during_the_plan():
    first = {**small()["commitments"][0]["responsibilities"][0], "until": "2020-06-30"}
    second = {**first, "organisation": "utp-interior", "since": "2020-07-01", "until": None}
    plan = parse_plan_file(as_bytes(small(**{"commitments.0.responsibilities": [first, second]})))
    assert [row.organisation for row in plan.commitments[0].responsibilities] == [
        "utp-finance",
        "utp-interior",
    ]


def test_what_is_odd_is_warned_of():
    plan = parse_plan_file(
        as_bytes(
            small(
                **{
                    "languages": ["en", "nb"],
                    "sources.other": {"title": "Another", "url": None},
                    "commitments.0.responsibilities": [],
                    "commitments.0.irm": {"completion": 3},
                    "commitments.0.milestones.rows.0.period.end": "2022",
                }
            )
        )
    )
    assert [str(row) for row in plan.warnings] == [
        "/commitments/0/milestones/rows/0/period/end: 2022 is after the plan ends (2021-12-31).",
        "/commitments/0/responsibilities: The commitment has no lead: nobody can state how far it has come.",
        "/languages/1: 8 of 8 texts are not in “nb”; readers see the main language instead, marked as such.",
        "/sources/other: No fact names the source “other”.",
        "/commitments/0/irm: The IRM's codes are kept in the file; this version does not load them.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file: The file is empty."),
        (b'{"a": 1,\n "b": }', "the file: The file is not JSON: line 2, column 7: Expecting value."),
        (
            '{"a":\n "é"}'.encode("latin-1"),
            "the file: The file is not UTF-8: line 2 holds the byte 0xe9. Save it as UTF-8.",
        ),
        (
            b"\xff\xfe{\x00}\x00",
            "the file: The file is not UTF-8: line 1 holds the byte 0xff. Save it as UTF-8.",
        ),
        (b'{"a": NaN}', "the file: The file is not JSON that can be read: NaN is no number in JSON."),
        (b"[" * 100_000, "the file: The file nests lists and objects too deeply to be a plan."),
    ],
)
def test_what_is_not_json_is_told_with_its_line(content, sentence):
    assert refusal(content) == [sentence]


def test_repeated_name_is_an_error_with_its_place():
    content = as_bytes(small()).replace(b'"number": "1"', b'"number": "9", "number": "1"')
    assert refusal(content) == [
        "/commitments/0/number: “number” stands here twice; only one can count. Remove one."
    ]


def test_byte_order_mark_is_no_error():
    assert parse_plan_file(b"\xef\xbb\xbf" + as_bytes(small())).plan_slug == "utp-2"


def test_file_that_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(
            PlanFileError, match=r"The file cannot be read: .* Check its name and who may read it\."
        ):
            read_plan_file(path)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", "day", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_partial_day_means_every_day_it_may(text, precision, first, last):
    assert PartialDay.read(text) == PartialDay(text, precision, first, last)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("4.24", "4-24"),
        ("4M3", "4m3"),
        ("1.1.", "1-1"),
        ("2.2999999999999998", "2-2999999999999998"),
        ("§", ""),
    ],
)
def test_code_is_the_number_in_address_form(number, code):
    assert code_of(number) == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def paths(value, path=()):
    yield path
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    ):
        yield from paths(inner, (*path, key))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(path=st.sampled_from([path for path in paths(small()) if path]), value=JSON)
def test_whatever_stands_in_a_file_is_read_or_refused(path, value):
    document = changed(small(), {".".join(map(str, path)): value})
    try:
        assert parse_plan_file(json.dumps(document).encode()).plan_slug == document["plan"]["slug"]
    except PlanFileError as error:
        assert all(problem.sentence.endswith((".", "”?")) for problem in error.problems)


DOCUMENTATION = (PLANS.parent.parent / "docs" / "plan-file.md").read_text(encoding="utf-8")


def test_example_in_the_documentation_is_right():
    example = DOCUMENTATION.partition("```json\n")[2].partition("```")[0]
    assert parse_plan_file(example.encode()).warnings == ()


def test_documentation_names_every_field_of_the_format():
    def fields(schema):
        if isinstance(schema, dict):
            yield from schema.get("properties", {})
            for inner in schema.values():
                yield from fields(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from fields(inner)

    written = re.findall(r"[a-z_$]+", DOCUMENTATION)
    assert sorted(set(fields(json.loads(SCHEMA.read_text(encoding="utf-8")))) - set(written)) == []


def test_a_translation_stands_beside_its_original_and_is_declared():
    title = {"en": "Publish the budget", "nb-t-en": "Publiser budsjettet"}
    plan = parse_plan_file(as_bytes(small(**{"languages": ["en", "nb"], "commitments.0.title": title})))
    assert plan.commitments[0].title == title
    assert [str(row) for row in plan.warnings] == [
        "/languages/1: 7 of 8 texts are not in “nb”; readers see the main language instead, marked as such."
    ]
    alone = {"en": "Publish the budget", "nb-t-nn": "Publiser budsjettet", "nn-t-en": "Publiser budsjettet"}
    assert problems(small(**{"languages": ["en", "nb"], "commitments.0.title": alone})) == [
        Problem(
            "/commitments/0/title/nb-t-nn",
            "“nb-t-nn” is a translation from “nn”, which the text lacks: write “nn” beside it.",
        ),
        Problem(
            "/commitments/0/title/nn-t-en",
            "“nn” is not among the file's “languages”: add it there, or correct it.",
        ),
    ]


def test_norways_texts_are_there_in_both_written_forms_of_norwegian(norway):
    assert [row.title.keys() for row in norway.commitments] == [{"en", "nb-t-en", "nn-t-en"}] * 8
    assert [row.title.keys() for row in norway.themes] == [{"en", "nb", "nn-t-nb"}] * 3
