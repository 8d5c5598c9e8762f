"""Freezing a report names its PDFs, too, so that none is swapped unnoticed."""

from django.db import migrations, models

from accounts.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_renderings"),
    ]

    operations = [
        migrations.AddField(
            model_name="freeze",
            name="pdf_sha256",
            field=models.JSONField(
                default=dict,
                help_text="SHA-256 of its PDFs by language; empty for what was frozen before they were named.",
            ),
        ),
        AppendOnly("Freeze", erasable=("recorded_by",)),
    ]
