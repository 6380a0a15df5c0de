"""Packages whose names are imported when they are first asked for (PEP 562)."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def homes(names: Mapping[str, str]) -> dict[str, str]:
    """The module of each name, from the names of each module ("Record find_record").

    No module may have the name of something in it: once imported, it would stand in its place.
    """
    return {name: module for module, some in names.items() for name in some.split()}


def finder(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__`, by the module in which each of its names stands."""

    def found(name: str) -> Any:  # noqa: ANN401 - whatever stands there
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return found
