"""How do the parts of a plan file come out of its JSON? Only for a file that passed every check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from milestones.plan_file import parts
from milestones.plan_file.places import Place, Problem


def build(root: Place, *, warnings: Iterable[Problem]) -> parts.PlanFile:
    """Turn a checked file into its parts."""
    builder = _Builder(
        country=root["plan"]["country"].text or root["amendment"]["plan"].text.split("-")[0].upper(),
        known={name: _source(place) for name, place in root["sources"].members()},
    )
    described = {row["slug"].text for row in root["organisations"].rows()}
    described |= {row["code"].text for row in root["themes"].rows()}
    return parts.PlanFile(
        languages=tuple(row.text for row in root["languages"].rows()),
        plan=builder.plan(root["plan"]) if root["plan"].value else None,
        amendment=builder.amendment(root["amendment"]) if root["amendment"].value else None,
        organisations=tuple(builder.organisation(row) for row in root["organisations"].rows()),
        successions=tuple(builder.succession(row) for row in root["successions"].rows()),
        themes=tuple(builder.theme(row) for row in root["themes"].rows()),
        commitments=tuple(builder.commitment(row) for row in root["commitments"].rows()),
        references=tuple(row for row in parts.references(root) if row.name not in described),
        warnings=tuple(warnings),
    )


def _source(place: Place) -> parts.Source:
    return parts.Source(place["title"].text, place["url"].text, place["read_on"].text, place["note"].text)


def _all_texts(place: Place) -> tuple[parts.Texts, ...]:
    return tuple(row.texts for row in place.rows())


def _withdrawn(place: Place) -> parts.Texts | None:
    return place["reason"].texts if place.value else None


@dataclass(frozen=True)
class _Builder:
    """What every part needs to know of the file: its country, and its sources by name."""

    country: str
    known: dict[str, parts.Source]

    def sources(self, place: Place) -> tuple[parts.Source, ...]:
        return tuple(self.known[row.text] for row in place["sources"].rows())

    def plan(self, place: Place) -> parts.Plan:
        return parts.Plan(
            slug=place["slug"].text,
            ogp_id=place["ogp_id"].text,
            country=place["country"].text,
            number=place["number"].number,
            title=place["title"].texts,
            period=parts.Period.read(place["period"]),
            phases=tuple(self.phase(row) for row in place["phases"].rows()),
            coordinator=place["coordinator"].text,
            website=place["website"].text,
            notes=_all_texts(place["notes"]),
            sources=self.sources(place),
        )

    def phase(self, place: Place) -> parts.Phase:
        since = place["since"].first_day
        assert since is not None
        return parts.Phase(place["phase"].text, since, place["until"].last_day, self.sources(place))

    def amendment(self, place: Place) -> parts.Amendment:
        return parts.Amendment(
            plan=place["plan"].text,
            number=place["number"].number,
            title=place["title"].texts,
            takes_effect=place["takes_effect"].day,
            reason=place["reason"].texts,
            period=parts.Period.read(place["period"]) if place["period"].value else None,
            sources=self.sources(place),
            place=place.pointer,
        )

    def organisation(self, place: Place) -> parts.Organisation:
        return parts.Organisation(
            slug=place["slug"].text,
            country=place["country"].text or self.country,
            kind=place["kind"].text,
            names=tuple(self.name(row) for row in place["names"].rows()),
        )

    def name(self, place: Place) -> parts.OrganisationName:
        return parts.OrganisationName(
            name=place["name"].texts,
            abbreviation=place["abbreviation"].text,
            since=place["since"].first_day,
            until=place["until"].last_day,
            mailbox=place["mailbox"].text,
            note=place["note"].texts,
            source=self.known[place["source"].text],
        )

    def succession(self, place: Place) -> parts.Succession:
        on = place["on"].first_day
        assert on is not None
        return parts.Succession(
            kind=place["kind"].text,
            predecessor=place["from"].text,
            successor=place["to"].text,
            on=on,
            note=place["note"].texts,
            source=self.known[place["source"].text],
        )

    def theme(self, place: Place) -> parts.Theme:
        return parts.Theme(place["code"].text, place["title"].texts, self.sources(place))

    def commitment(self, place: Place) -> parts.Commitment:
        values = place["ogp_values"]
        return parts.Commitment(
            number=place["number"].text,
            code=place["code"].text or parts.code_of(place["number"].text),
            ogp_id=place["ogp_id"].text,
            title=place["title"].texts,
            short_title=place["short_title"].texts,
            theme=place["theme"]["code"].text,
            theme_basis=place["theme"]["basis"].text,
            theme_note=place["theme"]["note"].texts,
            period=parts.Period.read(place["period"]),
            text_origin=place["text_origin"].text,
            problem=place["problem"].texts,
            content=place["content"].texts,
            contribution=place["contribution"].texts,
            relevance=place["relevance"].texts,
            additional_information=place["additional_information"].texts,
            ogp_values=None if values.value is None else tuple(row.text for row in values.rows()),
            values_text=_all_texts(place["values_text"]),
            responsibilities=tuple(self.responsibility(row) for row in place["responsibilities"].rows()),
            named_groups=tuple(self.named_group(row) for row in place["named_groups"].rows()),
            activities=_all_texts(place["activities"]),
            milestones_known=place["milestones"]["known"].text,
            milestones=tuple(
                self.milestone(row, commitment=place) for row in place["milestones"]["rows"].rows()
            ),
            contact=place["contact"].text,
            not_stated=tuple(row.text for row in place["not_stated"].rows()),
            official_page=place["official_page"].text,
            withdrawn=_withdrawn(place["withdrawn"]),
            notes=_all_texts(place["notes"]),
            sources=self.sources(place),
            place=place.pointer,
        )

    def responsibility(self, place: Place) -> parts.Responsibility:
        return parts.Responsibility(
            organisation=place["organisation"].text,
            role=place["role"].text,
            since=place["since"].first_day,
            until=place["until"].last_day,
            stated_by=place["stated_by"].text,
            named_as=place["named_as"].text,
            note=place["note"].texts,
            source=self.known[place["source"].text],
        )

    def named_group(self, place: Place) -> parts.NamedGroup:
        return parts.NamedGroup(
            name=place["name"].texts,
            kind=place["kind"].text,
            role=place["role"].text,
            note=place["note"].texts,
            source=self.known[place["source"].text],
        )

    def milestone(self, place: Place, *, commitment: Place) -> parts.Milestone:
        """A milestone without sources of its own has those of its commitment."""
        return parts.Milestone(
            number=place["number"].number,
            title=place["title"].texts,
            deliverable=place["deliverable"].texts,
            period=parts.Period.read(place["period"]),
            is_key=place["key"].value is True,
            withdrawn=_withdrawn(place["withdrawn"]),
            notes=_all_texts(place["notes"]),
            sources=self.sources(place if place["sources"].value else commitment),
            place=place.pointer,
        )
