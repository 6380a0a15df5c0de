"""The search box: filters written among the words, `actor:PRK type:AID after:2025-10-01 parade`."""

import re

from dateline.analyse.browse import FILTERS, Filter

PART = re.compile(r'(?P<out>-?)(?P<name>[a-z_]+):(?:"(?P<quoted>[^"]+)"|(?P<value>\S+))')
SPACE = re.compile(r"\s+")


def asked_in_words(asked: Filter) -> Filter:
    """The filter with those that its words name as filters of their own; one in quotes has spaces.

    >>> asked_in_words(Filter((("q", 'actor:PRK -type:aid tanks', False),))).pairs()
    [('actor', 'PRK'), ('-type', 'aid'), ('q', 'tanks')]
    """
    found: list[tuple[str, str, bool]] = []
    for name, value, out in asked.chosen:
        if name != "q" or out:
            found.append((name, value, out))
            continue
        named = [part for part in PART.finditer(value) if part["name"] in FILTERS]
        for part in named:
            found.append((part["name"], part["quoted"] or part["value"], bool(part["out"])))
            value = value.replace(part[0], " ")  # noqa: PLW2901 - what is left of it
        left = SPACE.sub(" ", value).strip()
        if left:
            found.append(("q", left.removeprefix('"').removesuffix('"') if named else left, False))
    return Filter(tuple(dict.fromkeys(found)))
