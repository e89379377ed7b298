from django.urls import path

from catalogue.models import Authority
from catalogue.public import asking, names, posters, reading, works

app_name = "catalogue"

urlpatterns = [
    path("works/", works.works, name="works"),
    path("works/<slug:slug>/", works.work, name="work"),
    path("works/<slug:slug>/ask/", asking.ask, name="ask"),
    path("works/<slug:slug>/poster/<int:part>/", posters.poster, name="poster"),
    path("transcript/<uuid:uuid>/", reading.transcript, name="transcript"),
    *(
        path(f"{model.of_kind.path}/<slug:slug>/", names.name, {"kind": kind}, name=kind)
        for kind, model in Authority.kinds.items()
    ),
]
