"""Who acts in the sample year, and what happens to bodies in it?

On 1 January 2020 Difi merged into Digdir, and nothing follows from that by itself: whose official may record is
said by dated memberships, and which body is responsible by dated responsibilities. The plan names Difi; that
Digdir took over commitment 3 is an invention of this demonstration, and the record says so.
"""

from datetime import date

from accounts.demo import ACCOUNTS
from accounts.models import Role
from reporting.demo.steps import Joins, Leaves, LooksAtLinks, Step, TakesOver

COORDINATOR, *MEMBERS = ACCOUNTS

STEPS: tuple[Step, ...] = (
    Joins("2019-07-01 09:00", "", COORDINATOR.key, COORDINATOR.body, COORDINATOR.role),
    *(Joins("2019-07-01 09:30", COORDINATOR.key, one.key, one.body, one.role) for one in MEMBERS),
    Leaves("2020-01-02 09:00", "coordinator", "digitalisation", "nor-difi", until=date(2019, 12, 31)),
    Joins(
        "2020-01-02 09:05",
        "coordinator",
        "digitalisation",
        "nor-digdir",
        Role.OFFICIAL,
        since=date(2020, 1, 1),
    ),
    TakesOver(
        "2020-01-02 09:10",
        "coordinator",
        commitment="3",
        predecessor="nor-difi",
        successor="nor-digdir",
        since=date(2020, 1, 1),
        source="Sample: which body followed Difi for this commitment is not verified.",
    ),
    LooksAtLinks("2019-12-20 03:20"),
    LooksAtLinks("2020-06-26 03:20"),
    LooksAtLinks("2020-09-15 03:20", dead=("https://example.org/sample/readiness-survey",)),
    LooksAtLinks("2020-11-18 03:20", dead=("https://example.org/sample/readiness-survey",)),
)
