"""Measure the claims about speed and print one table: `make bench`. Ratios within one run, never absolute times."""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django
from rich.console import Console
from rich.table import Table


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    # Not the whole test environment: it copies the context of every template that is rendered.
    databases = setup_databases(verbosity=0, interactive=False)
    table = Table("what", "ratio", "note", title="Measured in one run on this machine")
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    try:
        for name in sys.argv[1:] or names:
            with tempfile.TemporaryDirectory() as folder:
                os.environ["TMPDIR"] = folder
                for row in import_module(f"tests.benchmarks.{name}").rows():
                    table.add_row(*row)
    finally:
        teardown_databases(databases, verbosity=0)
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
