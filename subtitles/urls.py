from django.urls import path

from subtitles import views

app_name = "subtitles"

urlpatterns = [
    path("tracks/<uuid:uuid>.vtt", views.vtt, name="vtt"),
    path("tracks/<uuid:uuid>/download.<str:format_name>", views.download, name="download"),
]
