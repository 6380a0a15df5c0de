"""The one table of stages, and how a pipeline is put together from it.

Other packages add stages by the entry-point group `dateline.stages`, under names of their own.
"""

import importlib
import inspect
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, partial
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from dateline import __version__
from dateline.errors import StageMissingError, did_you_mean
from dateline.lexicon import Atlases
from dateline.model import Gazetteer, Lexicon, content_id
from dateline.parse.model import encoder_digest, model_digest
from dateline.run.pipeline import Pipeline
from dateline.run.project import Settings

# Each is loaded when it is asked for: starting spaCy takes most of a second.
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "spacy.v1": "dateline.parse:SpacyParser",
        "actors.v1": "dateline.resolve:ActorReader",
        "dictionary.v1": "dateline.code:DictionaryCoder",
        "hybrid.v1": "dateline.code:HybridCoder",
        "cues.v1": "dateline.attribute:CueAttributor",
        "places-times.v1": "dateline.resolve:PlaceTimeResolver",
        "rules.v1": "dateline.merge:RulesMerger",
    }
)
GROUP = "dateline.stages"
ROLES = ("parser", "reader", "coder", "attributor", "resolver")
# What a stage's `build` may ask for by parameter name, beside the lexicon, `coder` and `stamp`.
OFFERS: Mapping[str, str] = MappingProxyType(
    {
        "gazetteer": "dateline.lexicon.gazetteer:gazetteer",
        "classifier": "dateline.parse.classifier:event_classifier",
    }
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made a coding: its id, and the same in words."""

    coder: str
    words: str


def stamp_of(settings: Settings, lexicon: Lexicon) -> Stamp:
    """The stamp of a coding made with these settings and this lexicon by this version."""
    stages = "+".join(str(value) for key, value in asdict(settings).items() if key != "lexicons")
    models = f"{model_digest()[:12]}+{encoder_digest()[:12]}"
    coder = content_id("k", __version__, model_digest(), encoder_digest(), lexicon.digest, stages)
    words = f"dateline {__version__}; {stages}; models {models}; lexicon {lexicon.digest}"
    return Stamp(coder, words)


def stage(name: str) -> Any:  # noqa: ANN401 - any class that fits a protocol of `model.seam`
    """The class of a stage.

    Raises:
        StageMissingError: if no stage has that name; `why` lists the names.
    """
    places = {**STAGES, **added()}
    if name not in places:
        raise StageMissingError(
            f"there is no stage {name!r}",
            why=f"the stages are {', '.join(sorted(places))}{did_you_mean(name, places)}",
            fix="name one of them in dateline.toml",
        )
    return loaded(places[name])


@cache
def added() -> Mapping[str, str]:
    """The stages that other packages add; every package installed is looked into, once."""
    return MappingProxyType({point.name: point.value for point in entry_points(group=GROUP)})


def foresee(settings: Settings) -> None:
    """Import what a pipeline of these settings is built of; what is missing is told by building."""
    for name in (getattr(settings, role) for role in ROLES):
        with suppress(ImportError):
            stage(name)
    for place in OFFERS.values():
        with suppress(ImportError):
            loaded(place)


def loaded(place: str) -> Any:  # noqa: ANN401 - whatever stands there
    """What stands at a place such as `package.module:name`."""
    module, _, attribute = place.partition(":")
    return getattr(importlib.import_module(module), attribute)


def offered(name: str) -> Any:  # noqa: ANN401 - whatever stages may ask for
    """What a stage may ask for by name: the `gazetteer`, the `classifier`."""
    return loaded(OFFERS[name])()


def gazetteer_of(lexicon: Lexicon) -> Gazetteer:
    """The shipped place index, with those that were imported into the lexicon's layers."""
    shipped: Gazetteer = offered("gazetteer")
    return Atlases((*lexicon.atlases, shipped)) if lexicon.atlases else shipped


def pipeline_of(settings: Settings, lexicon: Lexicon) -> Pipeline:
    """Build the stages that the settings name, in their order, each with the lexicon."""
    stamp = stamp_of(settings, lexicon)
    told: dict[str, Callable[[], object]] = {
        "coder": lambda: stamp.coder,
        "stamp": lambda: stamp.words,
        **{name: partial(offered, name) for name in OFFERS},
        "gazetteer": lambda: gazetteer_of(lexicon),
    }
    built = {role: build(stage(getattr(settings, role)), lexicon, told) for role in ROLES}
    return Pipeline(**built, stamp=stamp.coder)


def build(stage_class: Any, lexicon: Lexicon, told: Mapping[str, Callable[[], object]]) -> Any:  # noqa: ANN401
    """Call a stage's `build` with the lexicon and whatever else it asks for."""
    asked = list(inspect.signature(stage_class.build).parameters)[1:]
    return stage_class.build(lexicon, **{name: told[name]() for name in asked})
