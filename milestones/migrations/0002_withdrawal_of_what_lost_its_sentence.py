"""A withdrawal repeats what the evidence proved, which the law may have removed."""

from django.db import migrations, models

from accounts.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("milestones", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_says_what_it_proves",
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proves", ""), _negated=True),
                    ("state", "withdrawn"),
                    ("redaction__isnull", False),
                    _connector="OR",
                ),
                name="evidence_says_what_it_proves",
                violation_error_code="proves",
                violation_error_message="Say in a sentence what it proves.",
            ),
        ),
        AppendOnly(
            "Evidence",
            redactable=("url", "file", "file_name", "title", "publisher", "proves", "reason"),
            erasable=("recorded_by",),
        ),
    ]
