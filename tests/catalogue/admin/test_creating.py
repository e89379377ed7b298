"""One form makes one thing, also when it arrives twice at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from catalogue.models import Documentary, SentForm
from tests.catalogue.admin.test_admin import FRIHET, TOKEN, described


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_make_one_work() -> None:
    Locale.objects.get_or_create(language_code="sv")
    Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    user = User.objects.create_superuser("archivist")
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(user)
    together = threading.Barrier(len(clients))

    def send(client: Client) -> tuple[int, str]:
        together.wait(timeout=20)
        try:
            data = described(titles=[FRIHET], sent=TOKEN)
            response = client.post(reverse("wagtailsnippets_catalogue_documentary:add"), data)
            return response.status_code, response.headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as threads:
        answers = set(threads.map(send, clients))
    work = Documentary.objects.get()
    assert answers == {(302, reverse("wagtailsnippets_catalogue_documentary:edit", args=[work.pk]))}
    assert SentForm.objects.get().object_id == work.pk
