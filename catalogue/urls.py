from django.urls import path

from catalogue.public import asking, names, reading, works

app_name = "catalogue"

urlpatterns = [
    path("works/", works.works, name="works"),
    path("works/<slug:slug>/", works.work, name="work"),
    path("works/<slug:slug>/ask/", asking.ask, name="ask"),
    path("transcript/<uuid:uuid>/", reading.transcript, name="transcript"),
    path("people/<slug:slug>/", names.name, {"kind": "person"}, name="person"),
    path("organisations/<slug:slug>/", names.name, {"kind": "organisation"}, name="organisation"),
    path("places/<slug:slug>/", names.name, {"kind": "place"}, name="place"),
    path("subjects/<slug:slug>/", names.name, {"kind": "subject"}, name="subject"),
]
