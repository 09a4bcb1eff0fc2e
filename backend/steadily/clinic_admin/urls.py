"""Setting up the first clinic."""

from django.urls import path

from steadily.clinic_admin.setup import setup

urlpatterns = [path("<str:token>", setup, name="setup")]
