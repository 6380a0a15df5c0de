"""Options that belong together, taken by a command as one argument."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints


def grouped[R](command: Callable[..., R]) -> Callable[..., R]:
    """The command with an option for each field of those parameters whose type is a dataclass.

    The options stand where the parameter stands, in the order of the fields, so that typer and the
    help see them spelt out. Names must not occur twice.
    """
    told = inspect.signature(command, eval_str=True)
    groups: dict[str, type[Any]] = {
        name: one.annotation
        for name, one in told.parameters.items()
        if isinstance(one.annotation, type) and is_dataclass(one.annotation)
    }

    @wraps(command)
    def spelt_out(**given: Any) -> R:  # noqa: ANN401 - whatever options give
        for name, group in groups.items():
            given[name] = group(**{one.name: given.pop(one.name) for one in fields(group)})
        return command(**given)

    options = [
        option
        for name, one in told.parameters.items()
        for option in (
            options_of(groups[name])
            if name in groups
            else [one.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
        )
    ]
    spelt_out.__dict__["__signature__"] = told.replace(parameters=options)
    spelt_out.__annotations__ = {one.name: one.annotation for one in options}
    return spelt_out


def options_of(group: type[Any]) -> Iterator[inspect.Parameter]:
    """The fields of a dataclass as parameters that are given by name."""
    hints = get_type_hints(group, include_extras=True)
    for one in fields(group):
        default = inspect.Parameter.empty if one.default is MISSING else one.default
        yield inspect.Parameter(
            one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[one.name]
        )
