from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    name = "steadily.protocols"
    label = "protocols"
