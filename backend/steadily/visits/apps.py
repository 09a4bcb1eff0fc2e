from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "steadily.visits"
    label = "visits"
