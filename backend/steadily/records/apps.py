from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "steadily.records"
    label = "records"

    def ready(self) -> None:
        from steadily.records import checks  # noqa: F401  (registers the checks)
