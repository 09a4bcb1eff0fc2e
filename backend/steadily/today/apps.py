from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "steadily.today"
    label = "today"
