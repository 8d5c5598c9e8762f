"""What is invented for commitments 6 to 8? "No change", a body that keeps silent, a statement set right.

Nothing at all is said about commitment 7: its lead body is the silent one, and its milestones are not reported.
"""

from datetime import date

from reporting.demo.steps import Records, Says, States, Step, link

PROCUREMENT: tuple[Step, ...] = (
    Records(
        "2019-12-10 10:00",
        "trade",
        [
            Says(
                "6.1",
                "limited",
                "Sample entry: one step of the process is digital from end to end.",
                challenges="Sample entry: systems of buyers and suppliers do not fit together yet.",
                evidence=[
                    link(
                        "procurement-step",
                        "description: a digital step",
                        "One step works without paper.",
                        dated=date(2019, 12, 6),
                    )
                ],
            )
        ],
    ),
    States("2020-01-14 09:10", "trade", "6", "limited", "Sample statement: one step of several is digital."),
    Records("2020-06-15 14:30", "trade", [Says("6.1", narrative="Sample entry: no change since December.")]),
    Records(
        "2020-11-10 11:55",
        "trade",
        [
            Says(
                "6.1",
                "limited",
                "Sample entry: a second step is digital for some buyers.",
                challenges="Sample entry: smaller buyers need help to change their systems.",
                next_steps="Sample entry: guidance for smaller buyers in spring.",
            )
        ],
    ),
)

REGISTER: tuple[Step, ...] = (
    States(
        "2019-11-25 13:45",
        "finance",
        "8",
        "limited",
        "Sample statement: a part of the preparation is done; nothing can be searched yet.",
        evidence=[
            link(
                "register-preparation",
                "note: preparation of a register",
                "The preparation has begun.",
                dated=date(2019, 11, 22),
            )
        ],
    ),
    States(
        "2020-08-31 10:05",
        "finance",
        "8",
        "substantial",
        "Sample statement: the preparation goes on as planned.",
        name="stated too high",
    ),
    States(
        "2020-09-02 09:25",
        "finance",
        "8",
        "limited",
        "Sample statement: the preparation goes on as planned; “substantial” was chosen by mistake.",
        corrects="stated too high",
    ),
)

STEPS = (*PROCUREMENT, *REGISTER)
