"""What does the API tell about bodies and about the record?"""

from accounts.api.events import EventView
from accounts.api.organisations import OrganisationView

__all__ = ["EventView", "OrganisationView"]
