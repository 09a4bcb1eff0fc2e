from django.apps import AppConfig


class LogbookConfig(AppConfig):
    name = "steadily.logbook"
    label = "logbook"
