"""A frozen report from which the law removed texts is reissued; the event names its new digest."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("reporting", "0003_freeze_names_pdf"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="digest",
            field=models.CharField(
                blank=True, help_text="SHA-256 of the canonical JSON of the body, as compiled.", max_length=64
            ),
        ),
        migrations.CreateModel(
            name="Reissue",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.event",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "coordinator"),
                            ("official", "official"),
                            ("civil_society", "civil society"),
                            ("moderator", "moderator"),
                            ("reviewer", "reviewer"),
                            ("operator", "operator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("salts", models.JSONField(default=dict)),
                ("is_sample", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body in whose name it was done; none for the operator of the site.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "redaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.redaction",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reissues",
                        to="reporting.report",
                    ),
                ),
                (
                    "tombstone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.redaction"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AppendOnly("Reissue", erasable=("recorded_by",)),
    ]
