from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "steadily.library"
    label = "library"
