from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "steadily.demo"
    label = "demo"
