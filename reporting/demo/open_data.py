"""What is invented for commitments 4 and 5? Lateness, withdrawal, retraction, re-planning, a redaction, a file."""

from datetime import date

from accounts.actions import Removal
from milestones.actions import NewEvidence
from reporting.demo.steps import Adds, Paper, Records, Removes, Says, States, Step, Withdraws, link

CULTURE: tuple[Step, ...] = (
    Records(
        "2019-10-28 13:00",
        "culture",
        [
            Says(
                "4.1",
                "completed",
                "Sample entry: a list of priority datasets is agreed and published.",
                evidence=[
                    link(
                        "dataset-list",
                        "list: priority datasets",
                        "The list exists and names a contact for each dataset.",
                        dated=date(2019, 10, 25),
                    )
                ],
            )
        ],
    ),
    Records(
        "2019-12-09 09:30",
        "culture-2",
        [
            Says(
                "4.2",
                "limited",
                "Sample entry: half of the datasets are described.",
                challenges="Sample entry: descriptions of older collections are missing.",
            )
        ],
    ),
    States(
        "2019-12-16 10:00",
        "culture",
        "4",
        "limited",
        "Sample statement: datasets are chosen; none is open yet.",
    ),
    Records(
        "2020-04-14 11:10",
        "culture-2",
        [
            Says("4.2", "completed", "Sample entry: all datasets on the list are described."),
            Says(
                "4.3",
                "limited",
                "Sample entry: two of ten datasets can be downloaded.",
                challenges="Sample entry: rights to photographs are not settled.",
                name="two datasets",
            ),
        ],
    ),
    Adds(
        "2020-04-15 08:50",
        "culture-2",
        "two datasets",
        link("two-datasets", "catalogue: two datasets", "Two datasets can be downloaded without signing in."),
    ),
    Records(
        "2020-06-10 15:30",
        "culture",
        [Says("4.3", "substantial", "Sample entry: nearly everything is open.", name="wrong milestone")],
    ),
    Records(
        "2020-06-16 10:40",
        "culture",
        [
            Says(
                "4.4",
                "limited",
                "Sample entry: a model for names and places is agreed.",
                challenges="Sample entry: two systems need a new version first.",
            )
        ],
    ),
    Records(
        "2020-06-24 09:05",
        "culture",
        [
            Says(
                "4.3",
                narrative="Sample entry: retracted, for it was written at the wrong milestone.",
                corrects="wrong milestone",
            )
        ],
    ),
    Records(
        "2020-09-24 14:00",
        "culture-2",
        [
            Says(
                "4.3",
                "limited",
                "Sample entry: five of ten datasets can be downloaded.",
                challenges="Sample entry: four collections need an agreement on rights.",
                due_on=date(2021, 1, 29),
                due_reason="Sample entry: the agreements are expected in January.",
            )
        ],
    ),
    Records(
        "2020-10-05 10:15",
        "culture-2",
        [
            Says(
                "4.5",
                "not_started",
                challenges="Sample entry: it waits until more datasets are open.",
                next_steps="Sample entry: questions for an evaluation in January.",
            )
        ],
    ),
    Records(
        "2020-10-06 08:45",
        "culture",
        [Says("4.4", narrative="Sample entry: no change; the new versions are being tested.")],
    ),
    States(
        "2020-10-12 13:20",
        "culture",
        "4",
        "substantial",
        "Sample statement: the groundwork is done; the remaining datasets follow in January.",
    ),
)

PROFILES = Paper(
    "sample-area-profiles.csv",
    "municipality,built_up_share,farmland_share\nSample A,0.12,0.31\nSample B,0.04,0.09\nSample C,0.27,0.18\n",
    NewEvidence(
        title="Sample data: area profiles of three municipalities",
        publisher="Sample publisher",
        document_on=date(2020, 10, 19),
        proves="Profiles exist as data that a program can read.",
    ),
)

PLANNING: tuple[Step, ...] = (
    Records(
        "2019-11-18 10:35",
        "local-government",
        [Says("5.1", "substantial", "Sample entry: a proposal for a standard is out for comments.")],
    ),
    Records(
        "2019-12-19 14:55",
        "local-government",
        [
            Says(
                "5.1",
                "completed",
                "Sample entry: the standard is published.",
                evidence=[
                    link(
                        "plan-data-standard",
                        "standard: digital plan data",
                        "The standard can be read and used by anybody.",
                        dated=date(2019, 12, 18),
                    )
                ],
            )
        ],
    ),
    Records(
        "2020-02-10 09:50",
        "local-government",
        [
            Says(
                "5.2",
                "limited",
                "Sample entry: examples are collected.",
                challenges="Sample entry: few examples show how inhabitants took part.",
            )
        ],
    ),
    Records(
        "2020-03-09 12:30",
        "local-government",
        [
            Says(
                "5.3",
                "limited",
                "Sample entry: the first pilot has begun. Questions go to the invented project leader "
                "Sample Person, at home, telephone 00 00 00 00.",
                challenges="Sample entry: one of three municipalities has drawn back.",
                name="with a private telephone number",
            )
        ],
    ),
    Removes(
        "2020-03-12 10:10",
        "coordinator",
        "with a private telephone number",
        Removal(
            ground="Sample ground: personal data that had no place here (General Data Protection Regulation)",
            decided_by="Sample decision of the coordinator",
            case="Sample 2020/17",
            fields=("narrative",),
        ),
    ),
    Records(
        "2020-04-06 11:20",
        "local-government",
        [
            Says(
                "5.4",
                "limited",
                "Sample entry: a first profile is made and tried.",
                challenges="Sample entry: figures of two sources do not agree.",
                on=date(2020, 3, 2),
            )
        ],
    ),
    Records(
        "2020-05-25 14:10",
        "local-government",
        [Says("5.5", "not_started", challenges="Sample entry: it waits for the standard to be in use.")],
    ),
    Records(
        "2020-06-25 09:00",
        "local-government",
        [
            Says(
                "5.2",
                "completed",
                "Sample entry: the guidance is on a web page.",
                evidence=[
                    link(
                        "guidance-draft",
                        "web page: guidance on taking part",
                        "The guidance can be read by anybody.",
                        dated=date(2020, 6, 24),
                    )
                ],
            )
        ],
    ),
    States(
        "2020-06-29 11:00",
        "local-government",
        "5",
        "limited",
        "Sample statement: standard and guidance are done; pilots and services are not.",
    ),
    Withdraws(
        "2020-08-17 13:40",
        "local-government",
        "https://example.org/sample/guidance-draft",
        "Sample entry: the page showed a draft that was not approved.",
    ),
    Records(
        "2020-09-07 10:25",
        "local-government",
        [
            Says(
                "5.3",
                "limited",
                "Sample entry: one pilot is finished, one goes on.",
                challenges="Sample entry: a third municipality has not been found.",
            )
        ],
    ),
    Records(
        "2020-10-20 15:15",
        "local-government",
        [
            Says(
                "5.4",
                "substantial",
                "Sample entry: profiles of three municipalities are published as data.",
                evidence=[PROFILES],
            )
        ],
    ),
    Records(
        "2020-11-09 09:35",
        "local-government",
        [Says("5.5", narrative="Sample entry: no change; work begins in spring.")],
    ),
    States(
        "2020-11-16 10:45",
        "local-government",
        "5",
        "substantial",
        "Sample statement: what users need most is in place; a pilot and a service remain.",
    ),
)

STEPS = (*CULTURE, *PLANNING)
