from django.apps import AppConfig


class ClinicAdminRoomConfig(AppConfig):
    name = "steadily.clinic_admin"
    label = "clinic_admin"
