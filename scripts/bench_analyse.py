"""How long the analyses take on a made-up record of 100,000 events, each as a user starts it."""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from dateline.lexicon import load
from dateline.model import (
    Basis,
    Document,
    Event,
    EventItem,
    EventParticipant,
    EventQuantity,
    EventWhen,
    Grain,
    Kind,
    Support,
    content_id,
)
from dateline.record import Record

EVENTS, DOCUMENTS, DAYS, RUNS = 100_000, 20_000, 1826, 3
FIRST = date(2020, 1, 1)
COMMANDS = (
    "stats",
    "dyads",
    "dyads --per month",
    "dyads --per day --between actor",
    "attendance",
    "attendance --per month --between country",
    "transfers --per quarter",
    "trend",
    "trend --per day",
    "network",
    "network --per year",
    "network --per month",
    "network --between actor",
)


def people(dice: random.Random, countries: list[str], most: int) -> tuple[EventParticipant, ...]:
    """States, and people of ten names a country; some countries act far more than others."""
    made = []
    for _ in range(dice.randint(1, most)):
        country = countries[int(len(countries) * dice.random() ** 3)]
        state = dice.random() < 0.5  # noqa: PLR2004
        name = country if state else f"Person {dice.randint(1, 10)} of {country}"
        kind = Kind.STATE if state else Kind.PERSON
        made.append(
            EventParticipant(name=name, country=country, kind=kind, id=content_id("a", name))
        )
    return tuple(made)


def event(number: int, dice: random.Random, types: list[str], countries: list[str]) -> Event:
    """An event; one in eight has guests, one in six is aid with a number."""
    day = (FIRST + timedelta(days=dice.randrange(DAYS))).isoformat()
    aid = dice.random() < 1 / 6
    low = float(dice.randint(1, 5000))
    return Event(
        id=content_id("e", str(number)), revision="r", type="AID" if aid else dice.choice(types),
        actor=people(dice, countries, 2), recipient=people(dice, countries, 2),
        attendee=people(dice, countries, 5) if number % 8 == 0 else (),
        when=EventWhen(first=day, last=day, grain=Grain.DAY, basis=Basis.STATED),
        quantity=(EventQuantity(unit="tonnes", low=low, best=low, high=low * 1.5),) if aid else (),
        item=(EventItem(name=dice.choice(["grain", "medicine", "drone"])),) if aid else (),
        claims=(f"c-{number}",), support=Support(documents=2, independent=dice.randint(1, 3)),
    )  # fmt: skip


def timed(call: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a command takes."""
    begun, before = time.perf_counter(), os.times()
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return time.perf_counter() - begun, used


def main() -> int:
    """Build the record, time every command, print the best of its runs."""
    dice = random.Random(7)  # noqa: S311 - made up, and the same each time
    lexicon = load()
    types = sorted(lexicon.types)
    countries = sorted({one.country for one in lexicon.actors if one.country})
    with tempfile.TemporaryDirectory() as folder:
        record = Record.create(Path(folder) / "made.dateline")
        with record.lock():
            record.add(
                Document.of(f"report {i}", origin=f"r{i}", published=(
                    FIRST + timedelta(days=dice.randrange(DAYS))).isoformat())
                for i in range(DOCUMENTS)
            )  # fmt: skip
        made = [event(i, dice, types, countries) for i in range(EVENTS)]
        record.view(
            Merging(Given(made), mark=mark_of(lexicon))
        ).close()  # as `open_view` marks it, so that it is not built again
        program = str(Path(sys.executable).with_name("dateline"))
        for command in COMMANDS:
            call = [program, *command.split(), "--record", str(record.path), "--csv"]
            clock, used = zip(*(timed(call) for _ in range(RUNS)), strict=True)
            print(f"{command:<42} {min(clock):5.1f} s, {min(used):5.1f} s of processor", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
