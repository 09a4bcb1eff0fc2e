from django.urls import path

from steadily.api.me import views

urlpatterns = [
    path("activate", views.Activate.as_view()),
    path("me", views.Me.as_view()),
    path("me/sync", views.Sync.as_view()),
    path("me/pack", views.CurrentPack.as_view()),
    path("me/diary", views.OwnDiary.as_view()),
    path("me/devices", views.OwnDevices.as_view()),
    path("me/devices/<uuid:id>", views.OwnDevice.as_view()),
]
