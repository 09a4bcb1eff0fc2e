from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "steadily.people"
    label = "people"
