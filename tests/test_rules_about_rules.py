"""Does every table keep the rules of the house, also one that somebody adds tomorrow? Asked of all models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from accounts.actions import recorded_models
from accounts.models import Recorded, User
from tests.rows import IDENTITY, PROTECTED

HOUSE = ("ogp_tracker", "accounts", "commitments", "milestones", "participation", "reporting")
OURS = [model for app in HOUSE for model in apps.get_app_config(app).get_models()]
RECORDED = [model for model in OURS if issubclass(model, Recorded)]

public = pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)
recorded = pytest.mark.parametrize("model", RECORDED, ids=lambda model: model._meta.label)


def links(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    return (column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey))


def test_the_verifier_knows_every_kind_of_recorded_row_by_a_name_of_its_own() -> None:
    assert recorded_models() == {model.record_kind(): model for model in RECORDED}
    assert len({model.record_kind() for model in RECORDED}) == len(RECORDED)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is(model: type[models.Model]) -> None:
    assert not model.__doc__.startswith(f"{model.__name__}(")  # what Django writes where nobody wrote


def test_nothing_public_disappears_with_something_else() -> None:
    """What points at a public row keeps it from being deleted; only a link to a person may be cut."""
    loose = {
        f"{model._meta.label}.{link.name}"
        for model in apps.get_models(include_auto_created=True)
        for link in links(model)
        if link.related_model in PROTECTED and link.remote_field.on_delete is not models.PROTECT
    }
    assert loose == set()


@public
def test_a_public_row_points_at_what_stays_or_at_a_person(model: type[models.Model]) -> None:
    cut = {link.name for link in links(model) if link.remote_field.on_delete is not models.PROTECT}
    persons = {link.name for link in links(model) if link.related_model is User}
    assert cut == persons == (set(model.erasable) if issubclass(model, Recorded) else set())
    assert {model._meta.get_field(name).remote_field.on_delete for name in cut} <= {models.SET_NULL}
    assert model._meta.many_to_many == ()


@recorded
def test_a_leaf_names_what_a_row_points_at_by_its_public_id(model: type[Recorded]) -> None:
    """An internal key would prove nothing to whoever holds the leaf alone."""
    named = {column.related_model for column in model.committed_fields() if column.is_relation}
    assert {one for one in named if not hasattr(one, "public_id") and not issubclass(one, Recorded)} == set()
    assert not model.identity or model._meta.get_field(model.identity).related_model in IDENTITY


@public
def test_days_and_instants_are_told_apart_by_their_names(model: type[models.Model]) -> None:
    ends = {"DateField": ("_on", "since", "until", "valid_from"), "DateTimeField": ("_at",)}
    misnamed = [
        column.name
        for column in model._meta.concrete_fields
        if not column.name.endswith(ends.get(column.get_internal_type(), ("",)))
    ]
    assert misnamed == []
