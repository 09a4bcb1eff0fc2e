from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "steadily.api"
    label = "api"

    def ready(self) -> None:
        from steadily.api import sign_in_schema  # noqa: F401  (tells the schema how one signs in)
