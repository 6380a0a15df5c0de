"""PLOVER and CAMEO: what a type means, how strong it is, and the codes of one in the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.model.lexicon import Crosswalk, EventType, Lexicon, Mode


@dataclass(frozen=True)
class Ontology:
    """The event types of a lexicon with their modes, and the crosswalk to CAMEO both ways."""

    types: Mapping[str, EventType]
    crosswalk: tuple[Crosswalk, ...]
    codes: Mapping[tuple[str, str, tuple[str, ...]], str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Ontology":
        """The ontology of a lexicon.

        For each meaning the most general CAMEO code is the usual one: that without a mode, else
        that of the type's first mode; without contexts; the shortest.
        """
        codes: dict[tuple[str, str, tuple[str, ...]], str] = {}

        def special(row: Crosswalk) -> tuple[int, bool, int, str]:
            kind = lexicon.types.get(row.type)
            modes = ["", *(mode.id for mode in kind.modes)] if kind else []
            place = modes.index(row.mode) if row.mode in modes else len(modes)
            return place, bool(row.context), len(row.cameo), row.cameo

        for row in sorted(lexicon.crosswalk, key=special):
            for contexts in (row.context, ()):
                codes.setdefault((row.type, row.mode, contexts), row.cameo)
                codes.setdefault((row.type, "", contexts), row.cameo)
        return cls(types=lexicon.types, crosswalk=lexicon.crosswalk, codes=codes)

    def type(self, name: str) -> EventType:
        """A type by its name or an older one ("DEMAND").

        Raises:
            KeyError: if no type has that name.
        """
        if name in self.types:
            return self.types[name]
        return next(kind for kind in self.types.values() if name in kind.alias)

    def mode(self, type_: str, name: str) -> Mode | None:
        """A mode of a type by its name or a variant spelling."""
        modes = self.type(type_).modes
        return next((mode for mode in modes if name == mode.id or name in mode.alias), None)

    def intensity(self, type_: str, mode: str = "") -> float:
        """PLOVER's conflict-cooperation score of a mode, or of the type where it has none."""
        found = self.mode(type_, mode) if mode else None
        if found is not None and found.intensity is not None:
            return found.intensity
        return self.type(type_).intensity

    def to_plover(self, cameo: str) -> Crosswalk | None:
        """What a CAMEO code means in PLOVER; for an unknown code its parent's meaning."""
        rows = {row.cameo: row for row in self.crosswalk}
        while cameo and cameo not in rows:
            cameo = cameo[:-1]
        return rows.get(cameo)

    def to_cameo(self, type_: str, mode: str = "", context: tuple[str, ...] = ()) -> str | None:
        """The CAMEO code, as text, that comes nearest to a type, mode and contexts."""
        for contexts in [context, *((one,) for one in context), ()]:
            for named in (mode, ""):
                code = self.codes.get((type_, named, contexts))
                if code is not None and (contexts or named == mode or not mode):
                    return code
        return self.codes.get((type_, "", ()))
