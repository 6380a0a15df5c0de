"""Computations on what a query answers, each loaded when it is asked for."""

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

# Loaded with their libraries (scipy's, networkx, rustworkx), about a second in all.
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "trend": "dateline.analyse.trend:trend",
        "parties": "dateline.analyse.network:parties",
        "ties": "dateline.analyse.network:ties",
        "whole": "dateline.analyse.network:whole",
        "triads": "dateline.analyse.balance:triads",
        "blocks": "dateline.analyse.arrangement:blocks",
        "plane": "dateline.analyse.arrangement:plane",
        "shifts": "dateline.analyse.arrangement:shifts",
    }
)


def measure(name: str) -> Callable[..., Any]:
    """A computation by its name, one of `MEASURES`; see the function for what it takes."""
    place, _, function = MEASURES[name].partition(":")
    loaded: Callable[..., Any] = getattr(importlib.import_module(place), function)
    return loaded
