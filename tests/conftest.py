"""Settings of all tests: no example fails because the machine is busy."""

from hypothesis import settings

settings.register_profile(
    "patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("patient")
