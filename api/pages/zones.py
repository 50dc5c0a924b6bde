"""Whose clock a page shows: that of the court that it is about, else the office's."""

from zoneinfo import ZoneInfo

from api.services import Services
from efiling.errors import ProfileFault, UnknownCourt


def zone_of(services: Services, court: str) -> ZoneInfo:
    """Return a court's time zone; the office's where the court has no profile or its zone is not known."""
    try:
        return services.courts.profile(court).zone
    except (UnknownCourt, ProfileFault):
        return services.settings.time_zone
