"""How does the database itself refuse to rewrite history?

``protect`` (re)creates the triggers of one append-only table; the migration operation ``AppendOnly`` calls
it and must be the last operation of every migration that touches such a table, because SQLite rebuilds a
table by copying it and silently drops its triggers. Allowed are exactly two changes: a link to a person
becomes NULL, and, in the UPDATE that names a redaction, a redactable column becomes empty.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_REFUSAL = "This table is append-only: record a correction instead."


def drop(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """SQL that removes the triggers of a table, if there are any."""
    other = "truncate" if connection.vendor == "postgresql" else "replace"
    suffix = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "{table}_no_{event}"{suffix}' for event in ("update", "delete", other)]


def protect(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    *,
    redactable: tuple[str, ...] = (),
    erasable: tuple[str, ...] = (),
) -> list[str]:
    """SQL that (re)creates the triggers of ``model``'s table; the same statements may run any number of times."""
    table = model._meta.db_table
    allowed = _allowed(connection, model, redactable=redactable, erasable=erasable)
    if connection.vendor == "postgresql":
        return [*drop(connection, table), *_postgresql(table, allowed)]
    return [*drop(connection, table), *_sqlite(table, allowed, once=_once(model))]


def _allowed(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    *,
    redactable: tuple[str, ...],
    erasable: tuple[str, ...],
) -> str:
    """The condition, over OLD and NEW, under which an UPDATE is no rewriting."""
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    fixed, emptied, kept = [], [], []
    for column in model._meta.concrete_fields:
        new, old = f'NEW."{column.column}"', f'OLD."{column.column}"'
        unchanged = f"{new} {same} {old}"
        if column.name in erasable:
            fixed.append(f"({unchanged} OR {new} IS NULL)")
        elif column.name in redactable:
            kept.append(unchanged)
            emptied.append(f"({unchanged} OR {_is_empty(connection, column, new)})")
        elif column.name in ("salts", "redaction"):
            kept.append(unchanged)
        else:
            fixed.append(unchanged)
    if not redactable:
        return " AND ".join([*fixed, *kept])
    names_redaction = (
        'OLD."redaction_id" IS NULL AND EXISTS (SELECT 1 FROM "accounts_redaction" r '
        'WHERE r."event_id" = NEW."redaction_id" AND r."target_number" = OLD."event_id")'
    )
    return " AND ".join(
        [
            *fixed,
            f"(({' AND '.join(kept)}) OR ({' AND '.join([names_redaction, *emptied])}))",
        ]
    )


def _is_empty(connection: BaseDatabaseWrapper, column: models.Field[Any, Any], new: str) -> str:
    if column.null:
        return f"{new} IS NULL"
    if isinstance(column, models.JSONField):
        empty = json.dumps(column.get_default())
        return f"{new} = '{empty}'::jsonb" if connection.vendor == "postgresql" else f"{new} = '{empty}'"
    return f"{new} = ''"


def _once(model: type[models.Model]) -> list[tuple[str, ...]]:
    """The columns, alone or together, whose values a table holds only once."""
    columns = {column.name: str(column.column) for column in model._meta.concrete_fields}
    alone = [(str(column.column),) for column in model._meta.concrete_fields if column.unique]
    together = [
        tuple(columns[name] for name in constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
    ]
    return [*alone, *together]


def _sqlite(table: str, allowed: str, *, once: list[tuple[str, ...]]) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{_REFUSAL}')"
    # INSERT OR REPLACE deletes the row that is in the way and asks no trigger of DELETE.
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" old WHERE {" AND ".join(same)})'  # noqa: S608 - names from the model
        for same in ([f'old."{column}" = NEW."{column}"' for column in unique] for unique in once)
    )
    return [
        f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {taken} BEGIN {refuse}; END',
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN NOT ({allowed}) BEGIN {refuse}; END',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN {refuse}; END',
    ]


def _postgresql(table: str, allowed: str) -> list[str]:
    # A trigger's WHEN may hold no subquery, so the condition stands in a function of the table's own.
    # 23514 is check_violation: Django then raises IntegrityError, not an InternalError nobody expects.
    refuse = f'EXECUTE FUNCTION "{table}_append_only"()'
    return [
        f'CREATE OR REPLACE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = '23514'; END $$",
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" FOR EACH ROW {refuse}',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW {refuse}',
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" {refuse}',
    ]


class AppendOnly(Operation):
    """Migration operation: protect one table against rewriting. Last in its migration; safe to repeat."""

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        name: str,
        *,
        redactable: tuple[str, ...] = (),
        erasable: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.redactable = tuple(redactable)
        self.erasable = tuple(erasable)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not change, only what the database allows."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        statements = protect(
            schema_editor.connection,
            model,
            redactable=self.redactable,
            erasable=self.erasable,
        )
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = from_state.apps.get_model(app_label, self.name)
        table = model._meta.db_table
        for statement in drop(schema_editor.connection, table):
            schema_editor.execute(statement, params=None)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP FUNCTION "{table}_append_only"()', params=None)

    def describe(self) -> str:
        return f"Protect {self.name} against rewriting"
