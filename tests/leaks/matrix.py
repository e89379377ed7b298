"""The leak test itself: each function asks its part of the matrix and yields a sentence for everything that is wrong.

Things are asked for in a state; `reachable` says what is missing of what should be there, the others what is met of
what should not. They are read lazily: whoever needs only the first leak asks for no more.
"""

from collections.abc import Iterable, Iterator

from archive import access
from archive.access import STRANGER, Level
from catalogue import checking
from tests.leaks import verbs
from tests.leaks.answers import Answer, ask, difference
from tests.leaks.approaches import APPROACHES, GET, HEAD, Approach
from tests.leaks.assets import ASSETS, TRIED, Asset
from tests.leaks.borrowing import KINDS, LENT, borrowed_addresses
from tests.leaks.pages import SILENT, pages_of_its_work, searches
from tests.leaks.specimen import FOR_STAFF
from tests.leaks.standing import Person, World
from tests.leaks.transitions import LAYERS, Transition

Assets = Iterable[Asset]
NOT_FOUND = 404
AT_THE_DOOR = {302, 403, 404}


def said(person: Person, what: str, asset: str, approach: Approach = GET, whose: str = "its address") -> str:
    return f"{person.name}, asking for {asset} by {approach.name} at {whose}: {what}"


def may_meet(person: Person, asset: Asset, state: Transition, level: int | None = None) -> bool:
    level = person.level if level is None else level
    return asset.is_sent and level >= max(state.sees[asset.layer], asset.door)


def underneath() -> Iterator[str]:
    """What the gate goes by and does not follow from the rules; what the world says of rights is nobody's yet."""
    for each in checking.differences():
        if each.stands.values.get("source") != verbs.RIGHT[0]:
            yield str(each)


def reachable(world: World, people: Iterable[Person], state: Transition, assets: Assets = ASSETS) -> Iterator[str]:
    """Whoever may meet a part of the specimen does, at an address of now and one of before."""
    for person in people:
        for asset in assets:
            if may_meet(person, asset, state):
                for whose, address in _own_addresses(world, person, asset):
                    answer = ask(person.client, address)
                    for wrong in _wrong(world, person, asset, answer, state):
                        yield said(person, wrong, asset.name, GET, whose)


def _wrong(world: World, person: Person, asset: Asset, answer: Answer, state: Transition) -> Iterator[str]:
    marker = asset.marker(world.specimen)
    if answer.status != GET.of_file or marker not in answer.body:
        yield f"{answer.status} without {marker!r}"
    kept = answer.headers.get("Cache-Control", "")
    if "private" not in kept or not ("no-cache" in kept or "no-store" in kept):
        yield f"an answer that others may keep: {kept!r}"
    if person.level < Level.TRANSLATOR:
        shown = [word for word in FOR_STAFF if f"{world.specimen.word}{word}".encode() in answer.all]
        yield from (f"shows {word}, which is for staff" for word in shown)
    if asset.name.startswith("work page"):
        # It tells machines, which come as strangers, what every stranger may know; members' pages tell them nothing.
        listed = state.lists["work"] == Level.STRANGER
        told = listed and person.viewer == STRANGER
        if told != (b"application/ld+json" in answer.body) or listed == (b"noindex" in answer.body):
            yield "tells machines of what is not listed to strangers, or nothing of what is"


def hidden(world: World, people: Iterable[Person], state: Transition, assets: Assets = ASSETS) -> Iterator[str]:
    """Whoever may not meet a part of the specimen is answered as if it had never been, whatever she knew before."""
    for person in people:
        for asset in assets:
            if _knows_it_is_there(person, asset, state):
                answer = ask(person.client, world.open_addresses[asset.name, person.name])
                if answer.status not in AT_THE_DOOR or asset.marker(world.specimen) in answer.body:
                    yield said(person, f"{answer.status}", asset.name)
            elif not may_meet(person, asset, state):
                for whose, address in _own_addresses(world, person, asset):
                    yield from _compared(world, person, asset, GET, address, whose)


def _knows_it_is_there(person: Person, asset: Asset, state: Transition) -> bool:
    """She meets the thing itself in the admin, and may not go through this door to it."""
    return bool(asset.door) and max(state.sees[asset.layer], Level.TRANSLATOR) <= person.level < asset.door


def _own_addresses(world: World, person: Person, asset: Asset) -> Iterator[tuple[str, str]]:
    before = world.open_addresses[asset.name, person.name]
    yield "her address from before", before
    if asset.is_streamed and (fresh := world.fresh_address(person, asset)) not in {before, ""}:
        yield "a fresh address", fresh


def _compared(  # noqa: PLR0917 - who asks for what, how and where, in the order in which it is told
    world: World, person: Person, asset: Asset, approach: Approach, address: str, whose: str, ghosts: str = ""
) -> Iterator[str]:
    """What is wrong with an answer that should be that of a thing that never was."""
    answer = ask(person.client, address, approach.method, approach.headers(world.tags.get(asset.name, "")))
    ghost = world.ghost(person, asset, approach, ghosts or world.ghost_addresses[asset.name, person.name])
    if told := difference(answer, ghost):
        yield said(person, told, asset.name, approach, whose)
    elif approach is GET and answer.status not in (AT_THE_DOOR if asset.door else {NOT_FOUND}):
        yield said(person, f"{answer.status}", asset.name, approach, whose)


def approached(
    world: World,
    people: Iterable[Person],
    state: Transition,
    assets: Assets = TRIED,
    approaches: Iterable[Approach] = APPROACHES,
) -> Iterator[str]:
    """Every way of asking gets what it should where the thing is open, and nothing anywhere else."""
    approaches = tuple(approaches)
    for person in people:
        for asset in assets:
            address = world.fresh_address(person, asset) or world.open_addresses[asset.name, person.name]
            for approach in approaches:
                if not may_meet(person, asset, state):
                    yield from _compared(world, person, asset, approach, address, "her own address")
                    continue
                answer = ask(person.client, address, approach.method, approach.headers(world.tags[asset.name]))
                wanted = _status(asset, approach)
                if answer.status != wanted:
                    yield said(person, f"{answer.status}, not {wanted}", asset.name, approach)


def _status(asset: Asset, approach: Approach) -> int:
    if not asset.is_file:
        return approach.of_page
    return approach.of_text() if asset.layer == "captions" else approach.of_file


def borrowed(
    world: World, people: Iterable[Person], state: Transition, kinds: Iterable[str] = KINDS, assets: Assets = LENT
) -> Iterator[str]:
    """An address opens no more than it was issued for, to whom it was issued, while it was."""
    kinds = set(kinds)
    for person in people:
        for one in borrowed_addresses(world, person, assets):
            if one.kind in kinds and (one.level is None or not may_meet(person, one.asset, state, one.level)):
                for approach in (GET, HEAD):
                    yield from _compared(world, person, one.asset, approach, one.address, one.kind, one.ghosts)


def surrounded(
    world: World, people: Iterable[Person], state: Transition, only: Iterable[str] | None = None
) -> Iterator[str]:
    """On every page about other things, whoever may not meet a part meets words, links, counts and order without it."""
    for person in people:
        layers = frozenset(layer for layer in LAYERS if person.level < state.lists[layer])
        if not layers:
            continue
        without = world.as_if_without(person, layers, state.name if state.says_sealed else "")
        told_elsewhere = pages_of_its_work() if state.its_page_tells else ()
        for address in without if only is None else only:
            if address in told_elsewhere:
                continue
            if told := difference(ask(person.client, address), without[address]):
                yield said(person, told, address)


def unsettled(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """While the index cannot follow, what changed is not found at all: too little, never too much."""
    for person in people:
        if any(person.level < level for level in state.lists.values()):
            nothing = world.as_if_without(person, frozenset(LAYERS))
            for address in searches()[:-1]:
                if told := difference(ask(person.client, address), nothing[address]):
                    yield said(person, told, address)


def shown(world: World, people: Iterable[Person], addresses: Iterable[str] = ()) -> Iterator[str]:
    """Where everything is open, the pages that prove something by saying nothing do say something."""
    for person in people:
        nothing = world.as_if_without(person, frozenset(LAYERS))
        for address in addresses or nothing:
            answer = ask(person.client, address)
            changes = bool(difference(answer, nothing[address]))
            if answer.status != GET.of_page or changes == (address in SILENT):
                yield said(person, f"{answer.status}, {'another' if changes else 'the same'} page", address)


def misled(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """An index that holds what was closed since shows nobody a word or a link of it."""
    for person in people:
        layer = next((layer for layer in ("work", "words") if person.level < state.lists[layer]), "")
        word = {"work": world.specimen.word, "words": f"{world.specimen.word}replik"}.get(layer, "")
        for address in searches() if word else ():
            asked = address.partition("q=")[2].partition("&")[0]
            if word in ask(person.client, address).body.decode().replace(asked, ""):
                yield said(person, "a word or a link of what is closed", address)


def named(world: World, people: Iterable[Person], state: Transition, addresses: Iterable[str]) -> Iterator[str]:
    """Pages of the admin on which somebody meets a word of what is closed to her."""
    for person in people:
        for address in addresses:
            answer = ask(person.client, address)
            if world.specimen.word.encode() in answer.body:
                yield said(person, f"{answer.status} with its words", address)


def gate(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """The gate's two forms say the same, and what they should, of every part."""
    for person in people:
        for layer, thing in world.things().items():
            rows = type(thing)._default_manager.filter(pk=thing.pk)
            current = rows.first()
            if current is None:
                continue
            part = access.Layer(layer) if layer in {"sound", "picture"} else access.Layer.RECORD
            decision = access.decide(person.viewer, current, part)
            value = (decision.allowed, decision.listed)
            query = tuple(found(person.viewer, layer=part).exists() for found in (rows.visible_to, rows.listed_to))
            wanted = person.level >= state.sees[layer], person.level >= state.lists[layer]
            if query != wanted:
                yield f"{person.name}: the gate's query says {query} of {layer}, not {wanted}"
            # Of one name by itself it is only asked whether it may be met, never whether it may be listed.
            if value[: 1 if layer in {"person", "names"} else 2] != wanted[: 1 if layer in {"person", "names"} else 2]:
                yield f"{person.name}: the gate's decision says {value} of {layer}, not {wanted}"
