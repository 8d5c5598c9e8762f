"""How is shown what somebody said? Voices, entries, evidence, wordings, and what the law removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from accounts.models import Redaction
from commitments.models import CommitmentVersion
from ogp_tracker.files import StoredFile
from reporting.history import Line, Proof
from reporting.parts_examples.part import Group, Part, State
from reporting.parts_examples.plan import DAY, MOMENT, READING, ROWS, at
from reporting.voices import Voice
from reporting.wording import rewordings

REMOVED = Redaction(
    pk=131,
    target_number=112,
    fields=["narrative"],
    ground="Example of a provision, section 1",
    decided_by="Example Data Protection Office",
    case="2020/1",
    recorded_at=at(date(2020, 9, 1)),
)
PROOF = Proof(
    number=120,
    commitment_id=None,
    milestone_id=12,
    entry=112,
    state="available",
    title="Example of a document",
    proves="It shows that the example was published.",
    publisher="Example Ministry of Records",
    document_on=date(2020, 4, 30),
    language="en",
    url="https://example.org/document",
    file=None,
    legal_ground="",
    reason="",
    is_sample=False,
    redaction=None,
    answered=True,
    check_detail="200",
    checked_at=at(DAY),
)
LINE = Line(
    number=112,
    kind="progress",
    level="limited",
    says="Not started → limited",
    effective_on=date(2020, 5, 4),
    recorded_at=at(date(2020, 5, 6)),
    body=None,
    author="Example Ministry of Records, official",
    language="en",
    narrative="This is an example of what a body reports.",
    challenges="Two posts were vacant.",
    next_steps="",
    due_on=None,
    due_reason="",
    is_sample=False,
    redaction=None,
    notes=[],
    proofs=[],
)
STATED = Voice(
    who="The lead body states",
    level="substantial",
    says="Substantial",
    when="Example Ministry of Records, on 4 May 2020",
    why="This is an example of a reason.",
)


def _wordings() -> list[CommitmentVersion]:
    first = CommitmentVersion(
        pk=20, valid_from=date(2019, 7, 1), change="adopted", title={"en": "Publish one example a year"}
    )
    second = CommitmentVersion(
        pk=80,
        valid_from=date(2020, 3, 1),
        change="corrected",
        title={"en": "Publish two examples a year"},
        reason="The first transcription had the wrong number.",
    )
    first.recorded_at, second.recorded_at = at(date(2019, 7, 1)), at(date(2020, 3, 1))
    return [first, second]


VOICE = Part(
    anchor="voice",
    name="Voice",
    purpose="What one of the four says of a commitment. They stand side by side and are never averaged.",
    line='<ul class="voices">{% for voice in voices %}{% include "parts/voice.html" %}{% endfor %}</ul>',
    states=[
        State("All four agree", {"voices": [
            STATED,
            Voice("The milestones indicate", "substantial", "Substantial", "2 completed, 1 limited, of 3 milestones."),
            Voice("Civil society says", "substantial", "Substantial", "Example Watch, on 20 May 2020"),
            Voice("The IRM assesses", "substantial", "Substantial", "Example report, page 12.", source="https://example.org/irm"),
        ]}),
        State("One differs; several speak at once", {"voices": [
            STATED,
            Voice("The milestones indicate", "limited", "Limited", "1 limited, of 1 milestone.",
                  differs="1 step lower than stated"),
            Voice("Civil society says", "", "", "Three organisations, each counted once with its newest view.",
                  tally=[("limited", 2), ("not_started", 1)], differs="Three of three find it lower than stated"),
        ]}),
        State("Not stated", {"voices": [Voice("The lead body states", "", "Not stated", "Nothing by this day.")]}),
        State("Sample", {"voices": [replace(STATED, is_sample=True)]}),
        State("Removed by law", {"voices": [replace(STATED, why="Text removed by law.")]}),
    ],
)  # fmt: skip
EVIDENCE = Part(
    anchor="evidence",
    name="Evidence",
    purpose="What somebody puts forward, what it proves, and whether it can be reached.",
    line='<ul class="evidence">{% include "parts/evidence.html" %}</ul>',
    states=[
        State("A link that answers", {"evidence": PROOF}),
        State("A link not looked at yet", {"evidence": replace(PROOF, answered=None, checked_at=None)}),
        State("A dead link", {"evidence": replace(PROOF, answered=False, check_detail="404 Not Found")}),
        State("A file", {"evidence": replace(PROOF, url="", file=StoredFile(
            sha256="e" * 64, size=482_133, media_type="application/pdf"))}),
        State("A file the law removed", {"evidence": replace(PROOF, url="", file=StoredFile(
            sha256="e" * 64, size=482_133, media_type="application/pdf", removed_at=at(DAY)))}),
        State("Exempt, with its legal ground", {"evidence": replace(
            PROOF, url="", state="exempt", legal_ground="Example of a provision, section 13")}),
        State("Withdrawn", {"evidence": replace(PROOF, state="withdrawn", reason="It was the wrong example.")}),
        State("Removed by law", {"evidence": replace(PROOF, title="", proves="", redaction=REMOVED)}),
        State("A sample, without publisher and date", {"evidence": replace(
            PROOF, is_sample=True, publisher="", document_on=None)}),
    ],
)  # fmt: skip
ENTRY = Part(
    anchor="entry",
    name="Log of entries",
    purpose="What was said in time, newest first; a correction stands beside what it corrects.",
    line='{% include "parts/entries.html" %}',
    states=[
        State("With evidence; members may comment", {
            "entries": [replace(LINE, proofs=[PROOF], due_on=date(2020, 9, 30), due_reason="The posts are filled.")],
            "takes_comments": True}),
        State("Corrected", {"entries": [replace(
            LINE, number=115, kind="correction", says="Correction: limited → not started", level="not_started",
            notes=["It takes the place of event 112, which stays readable."],
            corrected_lines=[replace(LINE, is_superseded=True)])]}),
        State("Retracted", {"entries": [replace(
            LINE, number=116, kind="retraction", says="Retracted: it no longer counts", level="undetermined",
            challenges="", narrative="It spoke of another example.",
            corrected_lines=[replace(LINE, is_superseded=True, is_retracted=True)])]}),
        State("A sample, entered late", {"entries": [replace(
            LINE, is_sample=True, notes=["Entered 30 days after the day it is about."])]}),
        State("Removed by law", {"entries": [replace(LINE, narrative="", challenges="", redaction=REMOVED)]}),
    ],
)  # fmt: skip
REDACTED = Part(
    anchor="redacted",
    name="Removed by law",
    purpose="The tombstone of a text: when, on which ground, and by whose decision it was removed.",
    line='{% include "parts/redacted.html" with redaction=redaction only %}',
    states=[
        State("With a case number", {"redaction": REMOVED}),
        State(
            "Without one",
            {
                "redaction": Redaction(
                    pk=131,
                    ground=REMOVED.ground,
                    decided_by=REMOVED.decided_by,
                    recorded_at=REMOVED.recorded_at,
                )
            },
        ),
    ],
)
STATED_TEXT = (
    '{% include "parts/stated.html" with text=text name="problem" not_stated=version.not_stated only %}'
)
TEXT = Part(
    anchor="stated",
    name="Text of the plan",
    purpose="What the plan says; where it says nothing, whether that is known.",
    line=STATED_TEXT,
    states=[
        State("Stated", {"text": {"en": "An example of a problem."}}),
        State("The plan does not state it", {"text": {}, "version": {"not_stated": ["problem"]}}),
        State("Not verified", {"text": {}, "version": {"not_stated": []}}),
    ],
)
LEAD = Part(
    anchor="lead",
    name="Lead body",
    purpose="Who answers for a commitment, by the name of the day.",
    line='{% include "parts/lead.html" with row=row moment=moment only %}',
    states=[
        State("Stated", {"row": ROWS[0], "moment": MOMENT}),
        State("Not stated", {"row": ROWS[3], "moment": MOMENT}),
    ],
)
EVENT = Part(
    anchor="event-link",
    name="Event link",
    purpose="The way from anything that was published to the event that recorded it.",
    line='{% include "parts/event_link.html" with number=112 only %}',
    states=[State("Always the same")],
)


def group() -> Group:
    """The wordings speak the reader's language, so they are compared anew."""
    wordings = Part(
        anchor="wordings",
        name="Wordings",
        purpose="How something read from a day on, with what changed marked word by word.",
        line='{% include "parts/wordings.html" %}',
        states=[
            State("Reworded", {"rewordings": rewordings(_wordings()), "reading": READING, "moment": MOMENT}),
            State(
                "Never reworded",
                {"rewordings": rewordings(_wordings()[:1]), "reading": READING, "moment": MOMENT},
            ),
        ],
    )
    parts = [VOICE, EVIDENCE, ENTRY, REDACTED, wordings, TEXT, LEAD, EVENT]
    return Group("said", "What somebody said", parts)
