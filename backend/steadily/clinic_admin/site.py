"""The clinicians' door in Django's admin."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class ClinicAdminConfig(AdminConfig):
    """The admin, at /admin/, with our own site; loaded before any model, so it only names it."""

    default_site = "steadily.clinic_admin.door.ClinicSite"

    def ready(self) -> None:
        """Find the pages, and leave out those for accounts: they know nothing of clinics."""
        super().ready()
        from django.contrib import admin
        from django.contrib.auth.models import Group, User

        admin.site.unregister([User, Group])
