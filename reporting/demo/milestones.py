"""Which milestones does the sample year add, where the plan's own are not known? Marked, and dated within the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from accounts.actions import checked
from accounts.actors import Actor
from accounts.record import Role, appending
from commitments.models import Commitment, Precision, Version
from milestones.models import Milestone, MilestoneVersion
from ogp_tracker.as_of import local_day
from ogp_tracker.texts import Texts

SAMPLE = {"en": "Sample milestone", "nb": "Eksempel på milepæl", "nn": "Døme på milepæl"}
NOTE = {
    "en": "Invented for the demonstration: the plan's own milestones are not verified here. It lies within the plan.",
    "nb": "Oppdiktet for demonstrasjonen: Planens egne milepæler er ikke bekreftet her. Dagene ligger i planperioden.",
    "nn": "Oppdikta for demonstrasjonen: Milepælane i planen er ikkje stadfesta her. Dagane ligg i planperioden.",
}


@dataclass(frozen=True)
class SampleMilestone:
    """A step that a commitment like this could have; ``code`` is its id without the plan: 3.1. Days as 2019-10-01."""

    code: str
    starts_on: str
    ends_on: str
    title: Texts
    deliverable: Texts


def _in(en: str, nb: str, nn: str) -> Texts:
    return {"en": en, "nb": nb, "nn": nn}


#: None for commitments 2 and 6, whose own milestone tables are known, and 8, whose table is empty in the plan.
#: Two lines each: code and days; then title and deliverable in English, Bokmål and Nynorsk.
MILESTONES = (
    SampleMilestone("1.2", "2019-10-01", "2019-12-31",
        _in("guide on journalling e-mail", "veiledning i å journalføre e-post", "rettleiing i å journalføre e-post"),
        _in("A guide that anybody can read.", "En veiledning som alle kan lese.", "Ei rettleiing som alle kan lese.")),
    SampleMilestone("1.3", "2020-01-01", "2020-06-30",
        _in("training for new case handlers", "opplæring for nye saksbehandlere", "opplæring for nye saksbehandlarar"),
        _in("An online course for state bodies.", "Et nettkurs for statlige organer.",
            "Eit nettkurs for statlege organ.")),
    SampleMilestone("1.4", "2020-07-01", "2020-10-30",
        _in("second edition of the guides", "andre utgave av veiledningene", "andre utgåve av rettleiingane"),
        _in("Guides revised after a year of use.", "Veiledninger som er oppdatert etter ett års bruk.",
            "Rettleiingar som er oppdaterte etter eitt års bruk.")),
    SampleMilestone("3.1", "2019-07-01", "2019-12-16",
        _in("overview of publishing solutions", "oversikt over publiseringsløsninger",
            "oversikt over publiseringsløysingar"),
        _in("A table of who uses which one.", "En tabell over hvem som bruker hva.",
            "Ein tabell over kven som bruker kva.")),
    SampleMilestone("3.2", "2020-01-01", "2020-06-30",
        _in("survey of readiness", "kartlegging av hvor klare kommunene er", "kartlegging av kor klare kommunane er"),
        _in("A report on ten municipalities.", "En rapport om ti kommuner.", "Ein rapport om ti kommunar.")),
    SampleMilestone("3.3", "2020-07-01", "2020-12-11",
        _in("costs and consequences", "kostnader og konsekvenser", "kostnader og konsekvensar"),
        _in("A report with figures.", "En rapport med tall.", "Ein rapport med tal.")),
    SampleMilestone("3.4", "2020-12-01", "2021-03-31",
        _in("recommendation on an expansion", "anbefaling om utvidelse", "tilråding om utviding"),
        _in("A recommendation with reasons.", "En anbefaling med begrunnelse.", "Ei tilråding med grunngiving.")),
    SampleMilestone("3.5", "2020-03-01", "2021-02-26",
        _in("risks of a shared solution", "risiko ved en felles løsning", "risiko ved ei felles løysing"),
        _in("An assessment of risks to privacy.", "En vurdering av risiko for personvernet.",
            "Ei vurdering av risiko for personvernet.")),
    SampleMilestone("4.1", "2019-07-01", "2019-10-31",
        _in("list of priority datasets", "liste over prioriterte datasett", "liste over prioriterte datasett"),
        _in("A public list of datasets.", "En offentlig liste over datasett.", "Ei offentleg liste over datasett.")),
    SampleMilestone("4.2", "2019-10-01", "2020-03-31",
        _in("documentation of the datasets", "beskrivelse av datasettene", "omtale av datasetta"),
        _in("A description of each dataset.", "En beskrivelse av hvert datasett.", "Ein omtale av kvart datasett.")),
    SampleMilestone("4.3", "2020-01-01", "2020-09-30",
        _in("ten datasets opened", "ti datasett åpnet", "ti datasett opna"),
        _in("Ten datasets that anybody can download.", "Ti datasett som alle kan laste ned.",
            "Ti datasett som alle kan laste ned.")),
    SampleMilestone("4.4", "2020-04-01", "2020-12-18",
        _in("shared authority register", "felles autoritetsregister", "felles autoritetsregister"),
        _in("One register in use by two bodies.", "Ett register som to organer bruker.",
            "Eitt register som to organ bruker.")),
    SampleMilestone("4.5", "2020-10-01", "2021-05-31",
        _in("evaluation with users of the data", "evaluering med brukere av dataene",
            "evaluering med brukarar av dataa"),
        _in("A report on how data is used.", "En rapport om hvordan data blir brukt.",
            "Ein rapport om korleis data blir brukte.")),
    SampleMilestone("5.1", "2019-07-01", "2019-12-31",
        _in("standard for digital plan data", "standard for digitale plandata", "standard for digitale plandata"),
        _in("A published standard.", "En publisert standard.", "Ein publisert standard.")),
    SampleMilestone("5.2", "2020-01-01", "2020-06-30",
        _in("guidance on taking part", "veiledning om medvirkning", "rettleiing om medverknad"),
        _in("Guidance on a web page.", "Veiledning på en nettside.", "Rettleiing på ei nettside.")),
    SampleMilestone("5.3", "2020-01-01", "2020-09-30",
        _in("pilots with municipalities", "piloter med kommuner", "pilotar med kommunar"),
        _in("Reports on three pilots.", "Rapporter fra tre piloter.", "Rapportar frå tre pilotar.")),
    SampleMilestone("5.4", "2020-01-01", "2020-12-31",
        _in("area statistics profiles", "arealstatistiske profiler", "arealstatistiske profilar"),
        _in("A profile of each municipality.", "En profil av hver kommune.", "Ein profil av kvar kommune.")),
    SampleMilestone("5.5", "2020-04-01", "2020-10-30",
        _in("self-service for property data", "selvbetjening for eiendomsdata", "sjølvbetening for eigedomsdata"),
        _in("A service that needs no sign-in.", "En tjeneste som ikke krever innlogging.",
            "Ei teneste som ikkje krev innlogging.")),
    SampleMilestone("7.1", "2019-07-01", "2019-12-31",
        _in("overview of guidance", "oversikt over veiledning", "oversikt over rettleiing"),
        _in("One page that links all guidance.", "Én side med lenker til all veiledning.",
            "Éi side med lenkjer til all rettleiing.")),
    SampleMilestone("7.2", "2020-01-01", "2020-06-30",
        _in("page on requirements", "side om krav", "side om krav"),
        _in("A page on requirements and consequences.", "En side om krav og konsekvenser.",
            "Ei side om krav og konsekvensar.")),
    SampleMilestone("7.3", "2020-07-01", "2020-12-15",
        _in("summary of threat assessments", "sammendrag av trusselvurderinger", "samandrag av trusselvurderingar"),
        _in("A summary that anybody can read.", "Et sammendrag som alle kan lese.",
            "Eit samandrag som alle kan lese.")),
    SampleMilestone("7.4", "2021-01-01", "2021-04-30",
        _in("seminar on experience", "seminar om erfaringer", "seminar om erfaringar"),
        _in("A report from an open seminar.", "En rapport fra et åpent seminar.", "Ein rapport frå eit ope seminar.")),
)  # fmt: skip


def add_milestones(samples: Sequence[SampleMilestone], *, plan: str, by: Actor, now: datetime) -> None:
    """Add sample milestones to a plan as if they had been adopted with it. The operator's alone."""
    commitments = {row.code: row for row in Commitment.objects.filter(plan__slug=plan)}
    with appending(now=now) as record:
        rows = [_version(sample, commitments, day=local_day(record.now)) for sample in samples]
        record.write(rows, verb="load_plan", acting=by.acting(Role.OPERATOR))


def _version(sample: SampleMilestone, commitments: dict[str, Commitment], *, day: date) -> MilestoneVersion:
    code, _dot, number = sample.code.partition(".")
    commitment = commitments[code]
    starts_on, ends_on = date.fromisoformat(sample.starts_on), date.fromisoformat(sample.ends_on)
    milestone = Milestone.objects.create(
        commitment=commitment,
        public_id=f"{commitment.public_id}.{number}",
        number=int(number),
        is_sample=True,
    )
    return checked(
        MilestoneVersion(
            milestone=milestone,
            valid_from=day,
            change=Version.Change.ADOPTED,
            title={code: f"{SAMPLE[code]}: {text}" for code, text in sample.title.items()},
            deliverable=sample.deliverable,
            period_text=f"{date_format(starts_on, 'j F Y')} to {date_format(ends_on, 'j F Y')}",
            starts_on=starts_on,
            starts_precision=Precision.DAY,
            ends_on=ends_on,
            ends_precision=Precision.DAY,
            notes=[NOTE],
            is_sample=True,
        )
    )
