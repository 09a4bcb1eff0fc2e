from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "steadily.plans"
    label = "plans"
