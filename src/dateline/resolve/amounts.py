"""A parse in, its counted things out: numbers in words and digits, with bounds and units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from dateline.model import Lexicon, Parse, Token

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
GLUED = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(m|bn|tn|k)")
NUMBER = "(?:#x*|n(?:-?n)*(?:x+(?:A?n(?:-?n)*)?)*|ax+|ha?-?x+|v(?:f?[vx])*)"
FORM = re.compile(
    rf"(?P<between>b\$?{NUMBER}[%c]?[At]\$?{NUMBER}[%c]?)|(?P<range>\$?{NUMBER}[-t]\$?{NUMBER}[%c]?)"
    rf"|(?P<one>\$?{NUMBER}[%c]?)"
)
LETTERS = {
    "numbers": "n", "multipliers": "x", "half": "h", "vague": "v", "currency": "$",
    "currency_words": "c", "percent": "%", "to": "t", "and": "A", "between": "b", "a": "a",
}  # fmt: skip
HEDGE_SIZE = 3
AHEAD = 6  # tokens from a hyphen to the noun that lasts so long ("five-day cease-fire")
THOUSAND = 1000
NAMES = frozenset(("DATE", "TIME", "ORDINAL", "LAW", "PRODUCT", "FAC", "EVENT", "WORK_OF_ART"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So many of something: tokens `[left, right)`, hedge and noun with it.

    `counted` is the noun it counts, or the number itself where it stands alone.
    """

    left: int
    right: int
    counted: int
    low: float | None = None
    high: float | None = None
    hedge: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Finds amounts; build it once from the lexicon."""

    classes: Mapping[str, tuple[str, str]]
    hedges: Mapping[tuple[str, ...], str]
    nouns: frozenset[str]
    numbered: frozenset[str]
    skipped: frozenset[str]
    truces: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Amounts":
        """Read the `quantity.` lists of the lexicon."""
        lists = lexicon.words
        classes: dict[str, tuple[str, str]] = {"-": ("-", ""), "–": ("-", ""), "of": ("f", "")}
        for name, letter in LETTERS.items():
            for entry in lists.get(f"quantity.{name}", ()):
                word, _, value = entry.partition("=")
                classes.setdefault(word, (letter, value))
        pairs = (entry.partition("=") for entry in lists.get("quantity.hedges", ()))
        return cls(
            classes=classes,
            hedges={tuple(phrase.split()): bound for phrase, _, bound in pairs},
            nouns=frozenset(lists.get("quantity.vague_nouns", ())),
            numbered=frozenset(lists.get("quantity.numbered", ())),
            skipped=frozenset(lists.get("quantity.not_counted", ())),
            truces=frozenset(lists.get("quantity.truces", ())),
        )

    def find(self, parse: Parse, taken: Sequence[tuple[int, int]] = ()) -> tuple[Amount, ...]:
        """The amounts of a document, but for those in stretches taken by times."""
        letters = "".join(self.letter(token) for token in parse.tokens)
        times = {k for left, right in taken for k in range(left, right)}
        found = []
        for match in FORM.finditer(letters):
            left, right = match.span()
            if times.isdisjoint(range(left, right)) and self.stands(parse, left, right):
                found.append(self.amount(parse, letters, left, right))
        found += [self.vague(parse, token) for token in parse.tokens if token.lemma in self.nouns]
        found += [self.lasting(parse, token) for token in parse.tokens if token.lower == "-"]
        return tuple(amount for amount in found if amount is not None)

    def letter(self, token: Token) -> str:
        """The class of a token; digits are `#`."""
        held = self.classes.get(token.lower)
        if held is not None:
            return held[0]
        if token.lower[0].isdigit() and (
            DIGITS.fullmatch(token.lower) or GLUED.fullmatch(token.lower)
        ):
            return "#"
        return "_"

    def stands(self, parse: Parse, left: int, right: int) -> bool:
        """Whether a number counts something, and is no name, age, date or rank."""
        token, last = parse.tokens[left], parse.tokens[right - 1]
        if token.ent in NAMES or (token.tag == "NNP" and token.lower not in self.classes):
            return False
        before = parse.tokens[left - 1] if left else token
        if before.lower in self.numbered and before.sentence == token.sentence:
            return False
        named = before.tag == "NNP" and before.ent not in NAMES and token.lower[0].isdigit()
        if named and before.end + 1 >= token.start and last.dep != "nummod":
            return False
        after = parse.tokens[right] if right < len(parse.tokens) else last
        if after.lower == "-" and after.i + 1 < len(parse.tokens):
            return False
        return not (token.lower == "one" and left + 1 == right and token.dep != "nummod")

    def amount(self, parse: Parse, letters: str, left: int, right: int) -> Amount | None:
        """A match as an amount, with its hedge before it and its noun after it."""
        form, tokens = letters[left:right], parse.tokens
        numbers = [self.value(tokens[a:b]) for a, b in numbers_in(form, left)]
        low, high = numbers[0], numbers[-1]
        if low is not None and high is not None and low > high:
            low, high = high, low
        hedge, first = self.hedge(parse, left)
        match self.hedges.get(tuple((hedge or "").lower().split())):
            case "low":
                high = None
            case "high":
                low = None
            case _:
                pass
        units = [self.classes[t.lower][1] for t in tokens[left:right] if self.letter(t) in "$c%"]
        unit = units[0] if units else ""
        counted = self.counted(parse, left, right) if unit in ("", "percent") else right - 1
        noun = tokens[counted]
        if not unit and noun.lemma.lower() in self.skipped:
            return None
        end = counted + 1 if right <= counted else right
        return Amount(
            left=first, right=end, counted=counted, low=low, high=high, hedge=hedge,
            unit=unit or (noun.lower if counted >= right else ""),
        )  # fmt: skip

    def value(self, tokens: Sequence[Token]) -> float | None:
        """The number that tokens stand for; None for a vague one."""
        total, group = 0.0, 0.0
        for token in tokens:
            letter = self.letter(token)
            if letter == "v":
                return None
            if letter == "#":
                group += number_of(token.lower)
            elif letter in "nh":
                group += float(self.classes[token.lower][1])
            elif letter == "x":
                group = (group or 1.0) * float(self.classes[token.lower][1])
                if group >= THOUSAND and token is not tokens[-1]:
                    total, group = max(total + group, 0.0), 0.0
        return total + group if group or not total else total

    def hedge(self, parse: Parse, left: int) -> tuple[str | None, int]:
        """The hedge that stands before a number, and where it begins."""
        for size in range(min(HEDGE_SIZE, left), 0, -1):
            words = tuple(token.lower for token in parse.tokens[left - size : left])
            if words in self.hedges:
                span = parse.span(left - size, left)
                return span.text, left - size
        return None, left

    def counted(self, parse: Parse, left: int, right: int) -> int:
        """The noun that a number counts; the number's last token if there is none."""
        tokens, last = parse.tokens, parse.tokens[right - 1]
        if right < len(tokens) and tokens[right].lower == "of":
            nouns = parse.kids(right, "pobj")
            if nouns:
                return nouns[0].i
        for token in tokens[left:right]:
            head = tokens[token.head]
            if head.i >= right and token.dep in ("nummod", "amod", "compound", "quantmod", "det"):
                return head.i if head.pos != "NUM" else last.i
        return last.i

    def lasting(self, parse: Parse, hyphen: Token) -> Amount | None:
        """For "a five-day truce": how long it lasts; no other span of time is an amount."""
        tokens, at = parse.tokens, hyphen.i
        if not 0 < at < len(tokens) - 1 or self.letter(tokens[at - 1]) not in "#n":
            return None
        unit = tokens[at + 1]
        above = tokens[unit.head]
        lasts = any(noun.lemma in self.truces for noun in (above, *tokens[at + 2 : at + AHEAD]))
        if unit.lemma not in self.skipped or not lasts:
            return None
        number = self.value([tokens[at - 1]])
        return Amount(
            left=at - 1,
            right=at + 2,
            counted=unit.i,
            low=number,
            high=number,
            unit=f"{unit.lemma}s",
        )

    def vague(self, parse: Parse, token: Token) -> Amount | None:
        """For "significant quantities of shells": so many of them, nobody says how many."""
        of = next((kid for kid in parse.kids(token.i, "prep") if kid.lower == "of"), None)
        nouns = parse.kids(of.i, "pobj") if of else []
        if token.pos != "NOUN" or not nouns or parse.kids(token.i, "nummod"):
            return None
        adjectives = [kid.i for kid in parse.kids(token.i, "amod", "compound")]
        if any(parse.kids(nouns[0].i, "nummod")):
            return None
        left = min([token.i, *adjectives])
        return Amount(left=left, right=nouns[0].i + 1, counted=token.i, unit=nouns[0].lower)


def numbers_in(form: str, left: int) -> list[tuple[int, int]]:
    """The token ranges of the one or two numbers in a match."""
    return [(left + m.start(), left + m.end()) for m in re.finditer(NUMBER, form)]


def number_of(text: str) -> float:
    """A number in digits.

    >>> number_of("15,000"), number_of("5m")
    (15000.0, 5000000.0)
    """
    glued = GLUED.fullmatch(text)
    if glued:
        scale = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}[glued[2]]
        return prod((float(glued[1].replace(",", "")), scale))
    return float(text.replace(",", ""))
