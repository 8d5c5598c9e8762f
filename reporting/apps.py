"""What is reporting to Django? An installed app that keeps copies of texts, and hears when the law removes one."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """Reports, pages of the record, figures."""

    name = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        """From here on, a text that the law removes leaves the compiled documents too."""
        text_removed = import_string("accounts.actions.text_removed")  # no model is loaded when this file is
        text_removed.connect(import_string("reporting.actions.take_out"), dispatch_uid="take_out")
