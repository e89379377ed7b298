from django.urls import path

from archive.streaming import views

app_name = "archive"

urlpatterns = [
    path("stream/<str:token>/<path:name>", views.stream, name="stream"),
    path("documents/<uuid:uuid>/", views.document, name="document"),
]
