"""The tests' own PostgreSQL: up, killed, up again with what it had, and gone."""

from pathlib import Path

import psycopg
import pytest

from scripts import check_tools
from tests.services import postgres
from tests.services.filled import Filled


@pytest.fixture(scope="module")
def needs_postgres() -> None:
    if check_tools.programs_missing(["postgres"]):
        pytest.skip("PostgreSQL is not installed: python scripts/check_tools.py --services")


@pytest.mark.usefixtures("needs_postgres")
def test_a_server_keeps_through_a_crash_what_was_committed_and_leaves_nothing_behind() -> None:
    with postgres.server() as server:
        with psycopg.connect(server.url()) as link:
            link.execute("CREATE TABLE kept AS SELECT 'åäö' AS word")
        with psycopg.connect(server.url()) as link:
            server.kill()
            with pytest.raises(psycopg.OperationalError):
                link.execute("SELECT 1")
        server.start()
        with psycopg.connect(server.url()) as link:
            assert link.execute("SELECT word, upper(word) FROM kept").fetchall() == [("åäö", "ÅÄÖ")]
        pid = server.process.pid if server.process else 0
    assert not server.folder.exists()
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.usefixtures("needs_postgres")
def test_the_role_that_the_archive_is_given_is_no_superuser() -> None:
    with postgres.server() as server, psycopg.connect(server.url()) as link:
        found = link.execute("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchall()
        assert found == [(False, False)]


def test_what_is_missing_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_tools, "PATH", "/nowhere")
    with pytest.raises(postgres.Missing, match=r"sudo apt-get install -y --no-install-recommends postgresql$"):
        postgres.server().__enter__()


def test_a_database_that_went_live_is_refused_by_development(filled: Filled) -> None:
    live = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "ROSTARKIVET_SECRET_KEY": "a key of the test's own, long enough to be one",
        "ROSTARKIVET_ALLOWED_HOSTS": "arkivet.example.org",
        "ROSTARKIVET_BASE_URL": "https://arkivet.example.org",
    }
    url = filled.database()
    assert filled.run("manage.py", "showmigrations", url=url).returncode == 0
    assert filled.run("manage.py", "migrate", "-v0", url=url, more=live).returncode == 0
    done = filled.run("manage.py", "showmigrations", url=url)
    assert (done.returncode, "belongs to a live archive" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    assert filled.run("manage.py", "showmigrations", url=url, more=live).returncode == 0
