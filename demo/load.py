"""Load the demonstration collection, as often as one likes: what is there already is never touched again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from demo.account_list import Account
from demo.loading import accounts, media, pages, records
from demo.loading.media import Item, Outcome


@dataclass(frozen=True)
class Loaded:
    """What a run did: `works_made` are new records, `media` the outcome of every file."""

    accounts: list[Account]
    works_made: int
    media: list[Outcome]

    @property
    def complete(self) -> bool:
        return all(outcome.state != "failed" for outcome in self.media)


def load(console: Console) -> Loaded:
    """Load everything that is missing, and show on `console` how far it has come."""
    collection, series = records.read("collection"), records.read("series")
    works = records.works(collection, series)
    people = accounts.load()
    with _progress(console) as progress:
        pages.load(records.read("pages"))
        records.load_names(collection)
        made = sum(records.load_work(kind, record) for kind, record in progress.track(works, description="Records"))
        outcomes = [_load_file(item, progress) for item in media.items(works)]
    return Loaded(people, made, outcomes)


def _load_file(item: Item, progress: Progress) -> Outcome:
    bar = progress.add_task(item.path.name, total=1000)

    def watch(per_mille: int, step: str) -> None:
        progress.update(bar, completed=per_mille, description=f"{item.path.name}  {step}")

    outcome = media.load(item, watch)
    progress.update(bar, completed=1000, description=f"{item.path.name}  {outcome.reason or outcome.state}")
    return outcome


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    logging.disable(logging.INFO)  # lines of the log would tear the bars
    try:
        with Progress(*columns, console=console) as progress:
            yield progress
    finally:
        logging.disable(logging.NOTSET)
