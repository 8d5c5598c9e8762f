"""Does the database itself refuse to rewrite history? Tried on whichever database the tests run on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from accounts.actions import Removal, redact
from accounts.actors import operator
from accounts.models import Event, Recorded, User
from accounts.triggers import AppendOnly, drop, protect
from milestones.entries import StatusUpdate
from milestones.models import Milestone
from tests.factories import NOW, TODAY, person, record
from tests.plan import SmallPlan
from tests.rows import PROTECTED, row_of

REFUSAL = "This table is append-only: record a correction instead."
ON_POSTGRESQL = connection.vendor == "postgresql"

protected = pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)


def refusal_of(write: Callable[[], Any]) -> str:
    """What the database answers to a write, or nothing if it does as it is told."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as refused:
        return str(refused).splitlines()[0]
    return ""


def sql(statement: str, *values: Any) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)

    return run


def another(column: models.Field[Any, Any], value: Any) -> Any:
    """A value of the column's type that is not the one it has, as the database takes it."""
    kind = column.get_internal_type()
    if kind == "JSONField":
        return json.dumps({"another": 1})
    if kind == "BooleanField":
        return not value
    if kind == "BinaryField":
        return b"another"
    if column.is_relation or "Integer" in kind or kind == "BigAutoField":
        if isinstance(value, str) or isinstance(getattr(column, "target_field", None), models.CharField):
            return "another"
        return (value or 0) + 1
    if kind == "DateField":
        return str(TODAY if value is None else value + timedelta(days=1))
    if kind == "DateTimeField":
        return str(NOW if value is None else value + timedelta(days=1))
    return "y" if value == "x" else "x"


def updates(row: models.Model) -> Iterator[tuple[str, str]]:
    """Try to change every column of a row, one at a time; what was answered to each."""
    table, key = row._meta.db_table, row._meta.pk.column
    for column in row._meta.concrete_fields:
        value = another(column, getattr(row, column.attname))
        statement = f'UPDATE "{table}" SET "{column.column}" = %s WHERE "{key}" = %s'
        yield column.name, refusal_of(sql(statement, value, row.pk))


@protected
def test_no_column_of_a_row_can_be_changed(model: type[models.Model], small_plan: SmallPlan) -> None:
    row = row_of(model)
    answers = dict(updates(row))
    assert answers == dict.fromkeys((column.name for column in model._meta.concrete_fields), REFUSAL)


@protected
def test_no_row_can_be_deleted(model: type[models.Model], small_plan: SmallPlan) -> None:
    row = row_of(model)
    table, key = model._meta.db_table, model._meta.pk.column
    assert refusal_of(sql(f'DELETE FROM "{table}" WHERE "{key}" = %s', row.pk)) == REFUSAL
    assert model._base_manager.filter(pk=row.pk).count() == 1


@protected
def test_no_row_can_be_replaced(model: type[models.Model], small_plan: SmallPlan) -> None:
    """SQLite's REPLACE deletes without DELETE, PostgreSQL's ON CONFLICT is an UPDATE."""
    row = row_of(model)
    table, key = model._meta.db_table, model._meta.pk.column
    columns = ", ".join(f'"{column.column}"' for column in model._meta.concrete_fields)
    if ON_POSTGRESQL:
        # The row itself, handed in once more with the number of a row that is not there.
        changed = next(column for column in model._meta.concrete_fields if not column.primary_key)
        statement = (
            f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE "{key}" = %s '
            f'ON CONFLICT ("{key}") DO UPDATE SET "{changed.column}" = %s'
        )
        answer = refusal_of(sql(statement, row.pk, another(changed, getattr(row, changed.attname))))
    else:
        statement = f'REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE "{key}" = %s'
        answer = refusal_of(sql(statement, row.pk))
    assert answer == REFUSAL


@protected
def test_no_table_can_be_emptied(model: type[models.Model], small_plan: SmallPlan) -> None:
    row_of(model)
    connection.check_constraints()
    verb = "TRUNCATE" if ON_POSTGRESQL else "DELETE FROM"
    cascade = "CASCADE" if ON_POSTGRESQL else ""
    assert refusal_of(sql(f'{verb} "{model._meta.db_table}" {cascade}')) == REFUSAL


def test_djangos_own_ways_of_rewriting_are_refused(small_plan: SmallPlan, ministry_editor: User) -> None:
    row = record(small_plan.milestone, "completed", by=ministry_editor)
    rows = StatusUpdate.objects.filter(pk=row.pk)
    row.completion = "substantial"
    assert refusal_of(row.save) == REFUSAL
    assert refusal_of(lambda: rows.update(completion="substantial")) == REFUSAL
    assert refusal_of(lambda: StatusUpdate.objects.bulk_update([row], ["completion"])) == REFUSAL
    assert refusal_of(rows.delete) == REFUSAL
    assert refusal_of(lambda: rows._raw_delete("default")) == REFUSAL
    upsert = {"update_conflicts": True, "unique_fields": ["event"], "update_fields": ["completion"]}
    assert refusal_of(lambda: StatusUpdate.objects.bulk_create([row], **upsert)) == REFUSAL
    assert list(rows.values_list("completion", flat=True)) == ["completed"]


def test_a_link_to_a_person_can_be_cut_but_not_changed(small_plan: SmallPlan, ministry_editor: User) -> None:
    row = record(small_plan.milestone, "completed", by=ministry_editor)
    rows = StatusUpdate.objects.filter(pk=row.pk)
    other = person("somebody-else")
    assert refusal_of(lambda: rows.update(recorded_by=other)) == REFUSAL
    assert refusal_of(lambda: rows.update(recorded_by=None)) == ""
    assert refusal_of(lambda: rows.update(recorded_by=ministry_editor)) == REFUSAL
    assert list(rows.values_list("recorded_by", flat=True)) == [None]


def test_a_text_is_emptied_only_in_the_update_that_names_its_own_redaction(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    row, other = (record(small_plan.milestone, "limited", by=ministry_editor) for _twice in range(2))
    rows = StatusUpdate.objects.filter(pk=row.pk)
    removal = Removal(ground="GDPR art. 17", decided_by="KDD", fields=("challenges",))
    of_other = redact(other, removal, by=operator(day=TODAY), now=NOW)
    assert refusal_of(lambda: rows.update(challenges="")) == REFUSAL
    assert refusal_of(lambda: rows.update(salts={})) == REFUSAL
    assert refusal_of(lambda: rows.update(redaction=of_other)) == REFUSAL
    assert refusal_of(lambda: rows.update(challenges="", redaction=of_other)) == REFUSAL
    own = redact(row, removal, by=operator(day=TODAY), now=NOW)
    assert refusal_of(lambda: rows.update(redaction=None)) == REFUSAL
    assert refusal_of(lambda: rows.update(challenges="As before.")) == REFUSAL
    assert refusal_of(lambda: rows.update(narrative="", redaction=own, completion="completed")) == REFUSAL


def test_a_redaction_cannot_smuggle_in_another_text(small_plan: SmallPlan, ministry_editor: User) -> None:
    row = record(small_plan.milestone, "limited", by=ministry_editor)
    tombstone = row_of(type_of_redaction := StatusUpdate._meta.get_field("redaction").related_model)
    assert isinstance(tombstone, type_of_redaction)
    rows = StatusUpdate.objects.filter(pk=row.pk)
    assert refusal_of(lambda: rows.update(challenges="Another.", redaction=tombstone)) == REFUSAL
    assert (
        refusal_of(lambda: rows.update(challenges="", completion="completed", redaction=tombstone)) == REFUSAL
    )


def test_every_table_of_the_record_has_its_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        if ON_POSTGRESQL:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    events = ("update", "delete", "truncate" if ON_POSTGRESQL else "replace")
    assert found == {f"{model._meta.db_table}_no_{event}" for model in PROTECTED for event in events}


def test_migrations_protect_every_table_last_and_as_its_model_says() -> None:
    """SQLite rebuilds a table by copying it, and drops its triggers: what changes a table protects it anew."""
    last: dict[str, Any] = {}
    for (app, _name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations:
            model = getattr(operation, "model_name", None) or getattr(operation, "name", "")
            last[f"{app}.{model.lower()}"] = operation
    parameters = {}
    for model in PROTECTED:
        operation = last[model._meta.label_lower]
        assert isinstance(operation, AppendOnly), f"{model._meta.label} is changed after it was protected"
        parameters[model] = (set(operation.redactable), set(operation.erasable))
    assert parameters == {
        model: (set(model.redactable), set(model.erasable)) if issubclass(model, Recorded) else (set(), set())
        for model in PROTECTED
    }


def test_a_table_can_be_protected_twice_and_the_protection_taken_back(small_plan: SmallPlan) -> None:
    rows = Milestone.objects.filter(pk=small_plan.milestone.pk)
    connection.check_constraints()
    for statement in [*protect(connection, Milestone), *protect(connection, Milestone)]:
        sql(statement)()
    assert refusal_of(lambda: rows.update(number=9)) == REFUSAL
    for statement in drop(connection, Milestone._meta.db_table):
        sql(statement)()
    assert refusal_of(lambda: rows.update(number=9)) == ""


@pytest.mark.parametrize("way", ["number", "place"])
def test_no_row_is_replaced_by_another(small_plan: SmallPlan, ministry_editor: User, way: str) -> None:
    """SQLite's REPLACE deletes the row that is in the way; PostgreSQL's knows only an UPDATE."""
    entry = record(small_plan.milestone, "limited", by=ministry_editor)
    table = small_plan.milestone._meta.db_table
    values = {"id": small_plan.milestone.pk + 100 * (way == "place"), "public_id": "utp-1.9.9", "number": 9}
    values |= {"commitment_id": small_plan.commitment.pk, "is_sample": True}
    if way == "place":
        values["number"] = small_plan.milestone.number
    columns, holes = ", ".join(values), ", ".join(["%s"] * len(values))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({holes})"
    if ON_POSTGRESQL:
        taken = "id" if way == "number" else "commitment_id, number"
        statement += f" ON CONFLICT ({taken}) DO UPDATE SET public_id = EXCLUDED.public_id"
    else:
        statement = statement.replace("INSERT", "INSERT OR REPLACE", 1)
    assert refusal_of(sql(statement, *values.values())) == REFUSAL
    assert Milestone.objects.get(pk=entry.milestone_id).public_id == "utp-1.1.1"


def test_the_log_row_is_the_only_one_of_its_kind(small_plan: SmallPlan) -> None:
    insert = 'INSERT INTO "accounts_log" (id, origin, size, head) VALUES (2, %s, 0, %s)'
    assert "log_is_one_row" in refusal_of(sql(insert, "forged", "0" * 64))
    assert Event.objects.count() > 0
