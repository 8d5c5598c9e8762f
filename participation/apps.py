"""What is this package to Django? An installed app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    """What civil society says, and what government answers."""

    name = "participation"
    verbose_name = _("Participation")
