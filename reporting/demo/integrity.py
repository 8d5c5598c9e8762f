"""What is invented for commitments 1 to 3? Steady progress, a correction with what repeated it, a dead link."""

from datetime import date

from milestones.actions import NewEvidence
from milestones.models import Evidence
from reporting.demo.steps import Records, Says, States, Step, link

GUIDES: tuple[Step, ...] = (
    Records(
        "2019-09-18 10:20",
        "culture",
        [
            Says(
                "1.1",
                "limited",
                "Sample entry: existing guides are collected and sorted by theme.",
                challenges="Sample entry: what small bodies need is not surveyed yet.",
                next_steps="Sample entry: a short survey in October.",
            )
        ],
    ),
    Records(
        "2019-11-21 14:05",
        "culture",
        [
            Says(
                "1.1",
                "completed",
                "Sample entry: the survey is finished, and the gaps it found are listed.",
                evidence=[
                    link(
                        "guides-survey",
                        "report: guides, needs and gaps",
                        "The survey was made, and its findings can be read.",
                        dated=date(2019, 11, 20),
                    )
                ],
            ),
            Says(
                "1.2",
                "limited",
                "Sample entry: a first draft of the guide is written.",
                challenges="Sample entry: case handlers have not tried the draft yet.",
            ),
        ],
    ),
    States("2019-12-02 11:00", "culture", "1", "limited", "Sample statement: one of four steps is finished."),
    Records(
        "2020-01-13 09:40",
        "culture",
        [Says("1.2", "substantial", "Sample entry: three bodies have tried the draft; it is being revised.")],
    ),
    Records(
        "2020-02-24 13:15",
        "culture-2",
        [
            Says(
                "1.2",
                "completed",
                "Sample entry: the guide is published.",
                evidence=[
                    link(
                        "e-mail-guide",
                        "guide: journalling e-mail",
                        "The guide can be read by anybody.",
                        dated=date(2020, 2, 21),
                    )
                ],
            ),
            Says(
                "1.3",
                "limited",
                "Sample entry: the course is outlined.",
                challenges="Sample entry: the contract with a supplier is not signed yet.",
            ),
        ],
    ),
    Records(
        "2020-05-11 10:30",
        "culture",
        [
            Says(
                "1.3",
                "substantial",
                "Sample entry: four of five lessons are online.",
                evidence=[
                    link(
                        "course",
                        "course: journalling and archiving",
                        "The lessons can be taken without signing in.",
                    )
                ],
            )
        ],
    ),
    States(
        "2020-05-25 09:00",
        "culture",
        "1",
        "substantial",
        "Sample statement: survey and guide are finished, the course nearly is.",
    ),
    Records(
        "2020-09-08 15:50",
        "culture",
        [
            Says("1.3", "completed", "Sample entry: the fifth lesson is online."),
            Says(
                "1.4",
                "limited",
                "Sample entry: comments on the first edition are collected.",
                challenges="Sample entry: comments came later than planned.",
            ),
        ],
    ),
    Records(
        "2020-10-27 12:10",
        "culture-2",
        [
            Says(
                "1.4",
                "completed",
                "Sample entry: the second edition is published.",
                evidence=[
                    link(
                        "guides-second-edition",
                        "guides: second edition",
                        "The revised guides can be read by anybody.",
                        dated=date(2020, 10, 26),
                    )
                ],
            )
        ],
    ),
    States("2020-11-03 10:00", "culture", "1", "completed", "Sample statement: all four steps are finished."),
)

STATISTICS: tuple[Step, ...] = (
    Records(
        "2019-10-14 11:25",
        "energy",
        [
            Says(
                "2.1",
                "completed",
                "Sample entry: the website is online, with drawings for schools.",
                name="completed by mistake",
                evidence=[
                    link(
                        "energy-figures",
                        "website: energy in figures",
                        "The figures can be found and used by anybody.",
                    )
                ],
            )
        ],
    ),
    Records(
        "2020-04-20 10:00",
        "energy",
        [Says("2.1", narrative="Sample entry: no change since October.", name="repeats the mistake")],
    ),
    Records(
        "2020-05-07 14:45",
        "energy",
        [
            Says(
                "2.1",
                "substantial",
                "Sample entry: the website is online, but renewable energy is not covered yet. "
                "“Completed” was chosen by mistake.",
                on=date(2019, 10, 14),
                corrects="completed by mistake",
            ),
            Says(
                "2.1",
                "substantial",
                "Sample entry: corrected together with the entry that it repeats.",
                on=date(2020, 4, 20),
                corrects="repeats the mistake",
            ),
        ],
    ),
    States(
        "2020-05-18 09:20",
        "energy",
        "2",
        "substantial",
        "Sample statement: most figures are online; a part is missing.",
    ),
    Records("2020-10-19 10:05", "energy", [Says("2.1", narrative="Sample entry: no change since April.")]),
)

E_ACCESS: tuple[Step, ...] = (
    Records(
        "2019-10-07 13:30",
        "digitalisation",
        [
            Says(
                "3.1",
                "limited",
                "Sample entry: a questionnaire is sent out.",
                challenges="Sample entry: only half of the answers have come in.",
            )
        ],
    ),
    Records(
        "2019-12-12 10:50",
        "digitalisation",
        [
            Says(
                "3.1",
                "completed",
                "Sample entry: the overview is published.",
                evidence=[
                    link(
                        "solutions",
                        "table: publishing solutions",
                        "The overview exists and covers all who answered.",
                        dated=date(2019, 12, 11),
                    )
                ],
            )
        ],
    ),
    Records(
        "2020-03-16 09:15",
        "digitalisation",
        [
            Says(
                "3.2",
                "limited",
                "Sample entry: ten municipalities are chosen.",
                challenges="Sample entry: visits had to be put off.",
                next_steps="Sample entry: interviews by telephone in April and May.",
            )
        ],
    ),
    Records(
        "2020-06-22 16:00",
        "digitalisation",
        [
            Says(
                "3.2",
                "substantial",
                "Sample entry: the interviews are held; a draft report is out.",
                evidence=[
                    link(
                        "readiness-survey",
                        "draft: readiness survey",
                        "The interviews were held and written up.",
                    )
                ],
            )
        ],
    ),
    States(
        "2020-06-29 10:30",
        "local-government",
        "3",
        "limited",
        "Sample statement: what is known is described; costs and a recommendation are still missing.",
    ),
    Records(
        "2020-08-31 11:40",
        "digitalisation",
        [
            Says(
                "3.5",
                "substantial",
                "Sample entry: the assessment is written; measures are being discussed.",
                evidence=[
                    NewEvidence(
                        state=Evidence.State.EXEMPT,
                        title="Sample assessment of risks",
                        publisher="Sample publisher",
                        document_on=date(2020, 8, 28),
                        proves="The risks were assessed.",
                        legal_ground="Sample ground: Freedom of Information Act, section 24",
                    )
                ],
            )
        ],
    ),
    Records(
        "2020-09-28 14:20",
        "digitalisation",
        [
            Says(
                "3.3",
                "limited",
                "Sample entry: a method is chosen.",
                challenges="Sample entry: figures on costs are not complete.",
            )
        ],
    ),
)

STEPS = (*GUIDES, *STATISTICS, *E_ACCESS)
