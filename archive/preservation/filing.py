"""A database that lies on a server, as an SQLite file, and back: so a backup is the same everywhere.

One that was made here can be restored there. What works on a copy (a restore before it is finished, a drill) works on
a file, and the server needs to hold no second database for it.
"""

from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from archive.preservation import company, connecting, moving, schema, snapshot, tables
from archive.preservation.progress import Progress


def take_out(target: Path, progress: Progress) -> snapshot.Counts:
    """Copy the connected database into the new SQLite file `target`; returns the rows of each of its tables.

    Others may read and write meanwhile. Raises PreservationFailed.
    """
    target.touch(mode=0o600)
    server = connecting.ours()
    with connecting.instead(connecting.of_file(target)), connecting.beside(server) as source:
        _make_tables(source)
        moving.move(source, DEFAULT_DB_ALIAS, progress)
    snapshot.settle(target)
    return snapshot.check(target)


def bring_in(source: connecting.Settings, progress: Progress, *, alone: bool = False) -> tables.Counts:
    """Fill the connected database, which is empty, with the rows of the one of these settings; returns their number.

    `alone`: refuse where others have either of the two open. Raises PreservationFailed, or DatabaseError before
    anything was done.
    """
    with connecting.beside(source) as from_there:
        tables.refuse_used()
        tables.refuse_strange(DEFAULT_DB_ALIAS)
        if alone:
            company.refuse(from_there)
            company.refuse(DEFAULT_DB_ALIAS)
        schema.migrate()
        return moving.move(from_there, DEFAULT_DB_ALIAS, progress)


def _make_tables(like: str) -> None:
    """Make the tables of the archive in the connected file, as if it had had the migrations of the database `like`."""
    with connection.schema_editor() as editor:
        for model in tables.models():
            if not model._meta.auto_created:  # those come with what they belong to
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationRecorder(connections[like]).applied_migrations()):
        # Without the index: a program whose own kind is the file makes it when it opens the file.
        if app != schema.INDEX:
            recorder.record_applied(app, name)
