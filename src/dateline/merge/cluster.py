"""Claims to groups that tell of one happening: compared, corrected by judgements, free of order.

Claims whose signatures are the same are held as one node. Nodes that are alike enough are linked;
what is linked, however far, is a component, and each component is grouped by itself, best matches
first. A new claim changes its own component only, so that adding is cheap and ends as a rebuild
would.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from dateline.merge.block import Blocks
from dateline.merge.compare import ENOUGH, RETOLD, SAME_WORDS, TOLD_ON, VETO, score
from dateline.merge.signature import Signature, signature
from dateline.model import Claim, Judgement

SAME, DIFFERENT = "same", "different"
type Told = tuple[str, str]  # a claim and its document


@dataclass(slots=True)
class Node:
    """Claims that tell the same in all that is compared; `links` scores other nodes by number."""

    sig: Signature
    name: str
    claims: list[str]
    links: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Join:
    """Two claims whose comparison, or a judgement on which, joined their groups."""

    left: str
    right: str
    judged: bool = False


class Clustering:
    """Groups of claims that grow as claims are added."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        """Nothing is held yet; what analysts judged holds from the beginning."""
        self.judged = {key for one in judgements for key in (one.left, one.right)}
        self.apart = {frozenset((j.left, j.right)) for j in judgements if j.verdict == DIFFERENT}
        self.same = [(j.left, j.right) for j in judgements if j.verdict == SAME]
        self.nodes: list[Node] = []
        self.by_claim: dict[str, int] = {}
        self._by_sig: dict[Signature, int] = {}
        self._blocks = Blocks()
        self._told: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
        self._words: dict[int, Told | list[Told]] = {}
        self._because: dict[tuple[int, int], tuple[str, str]] = {}
        self._component: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._groups: dict[int, list[list[int]]] = {}
        self._dirty: set[int] = set()

    def add(self, claims: Iterable[Claim]) -> None:
        """Add claims; those that are held already are passed over."""
        for claim in claims:
            if claim.id not in self.by_claim:
                number = self._node_of(claim)
                self.by_claim[claim.id] = number
                self._told_on(claim)
                self._same_words(claim)
                self._dirty.add(number)
        for left, right in self.same:
            one, two = self.by_claim.get(left), self.by_claim.get(right)
            if one is not None and two is not None and self._root(one) != self._root(two):
                self._connect(one, two)

    def groups(self) -> Iterator[list[str]]:
        """The ids of the claims of each group, in order."""
        for component in self.components():
            yield from component

    def components(self) -> Iterator[list[list[str]]]:
        """The groups of each component; only what has changed is grouped anew."""
        for root in {self._root(number) for number in self._dirty}:
            if len(self._members[root]) > 1:
                self._groups[root] = Grouping.of(self, self._members[root]).groups
        self._dirty.clear()
        for root, members in self._members.items():
            groups = self._groups.get(root, [members])
            yield [sorted(key for n in group for key in self.nodes[n].claims) for group in groups]

    def joins(self) -> Iterator[Join]:
        """The pairs of claims that join the groups; claims of one node are joined to its first."""
        for members in self._members.values():
            yield from Grouping.of(self, members).joins
        for node in self.nodes:
            yield from (Join(node.name, key) for key in sorted(node.claims) if key != node.name)

    def _node_of(self, claim: Claim) -> int:
        sig = signature(claim)
        enough = score(sig, sig) >= ENOUGH
        alone = claim.id in self.judged or not enough
        number = None if alone else self._by_sig.get(sig)
        if number is not None:
            node = self.nodes[number]
            node.claims.append(claim.id)
            node.name = min(node.name, claim.id)
            return number
        number = len(self.nodes)
        self.nodes.append(Node(sig, claim.id, [claim.id]))
        self._component.append(number)
        self._members[number] = [number]
        if not alone:
            self._by_sig[sig] = number
        if enough:
            for other in self._blocks.near(sig):
                self._link(number, other, 0.0)
            self._blocks.add(number, sig)
        return number

    def _told_on(self, claim: Claim) -> None:
        # The sentences of one report may tell on what an earlier one told.
        held = self._told[claim.type, claim.document]
        retold = claim.pattern.startswith(RETOLD)
        for other, before in held:
            self._link_claims(claim.id, other, TOLD_ON if retold or before else 0.0)
        held.append((claim.id, retold))

    def _same_words(self, claim: Claim) -> None:
        # A sentence that two reports share to the letter, as copies do. Most stand in one only; of
        # those in many, a claim of each node from one or two documents is enough to go by.
        key = hash((claim.type, claim.sentence.text))
        told = (claim.id, claim.document)
        held = self._words.setdefault(key, told)
        if held == told:
            return
        if isinstance(held, tuple):
            held = self._words[key] = [held]
        for other, document in held:
            if document != claim.document:
                self._link_claims(claim.id, other, SAME_WORDS)
        number = self.by_claim[claim.id]
        beside = {document for other, document in held if self.by_claim[other] == number}
        if claim.document not in beside and len(beside) < 2:  # noqa: PLR2004
            held.append(told)

    def _link_claims(self, left: str, right: str, more: float) -> None:
        one, two = sorted((self.by_claim[left], self.by_claim[right]))
        if one != two and self._link(one, two, more):
            first, second = sorted((left, right), key=self.by_claim.__getitem__)
            self._because[one, two] = (first, second)

    def _link(self, one: int, two: int, more: float) -> bool:
        left, right = self.nodes[one], self.nodes[two]
        total = score(left.sig, right.sig) + more
        better = total >= ENOUGH and total > left.links.get(two, VETO)
        if better:
            left.links[two] = right.links[one] = total
            self._connect(one, two)
        return better

    def between(self, one: int, two: int) -> Join:
        """The two claims that speak most for joining two nodes."""
        one, two = sorted((one, two))
        named = (self.nodes[one].name, self.nodes[two].name)
        left, right = sorted(self._because.get((one, two), named))
        return Join(left, right)

    def _connect(self, one: int, two: int) -> None:
        kept, gone = self._root(one), self._root(two)
        self._dirty.add(one)
        if kept == gone:
            return
        if len(self._members[kept]) < len(self._members[gone]):
            kept, gone = gone, kept
        self._component[gone] = kept
        self._members[kept] += self._members.pop(gone)
        self._groups.pop(gone, None)

    def _root(self, number: int) -> int:
        while self._component[number] != number:
            self._component[number] = self._component[self._component[number]]
            number = self._component[number]
        return number


class Grouping:
    """The grouping of one component, best matches first.

    Two groups are joined only if no pair between them is vetoed, so that a chain of likenesses
    cannot join what differs. What analysts judged the same is one bunch, however it differs, and
    is as like another node as the most alike of it. Ties are broken by ids, never by order of
    arrival.
    """

    def __init__(self, whole: Clustering, members: Sequence[int]) -> None:
        """Every node is a group of its own."""
        self.whole = whole
        self.group = {number: number for number in members}
        self.bunches: dict[int, list[list[int]]] = {number: [[number]] for number in members}
        self.against: dict[int, set[int]] = {number: set() for number in members}
        self.joins: list[Join] = []

    @property
    def groups(self) -> list[list[int]]:
        """The nodes of each group."""
        return [[n for bunch in bunches for n in bunch] for bunches in self.bunches.values()]

    @classmethod
    def of(cls, whole: Clustering, members: Sequence[int]) -> Self:
        """The groups of a component when nothing more can be joined."""
        made = cls(whole, members)
        made.work()
        return made

    def work(self) -> None:
        """Join what is judged the same, then what is alike, the most alike first."""
        whole = self.whole
        for left, right in whole.same:
            one, two = whole.by_claim.get(left), whole.by_claim.get(right)
            if one is not None and two is not None and one in self.group and two in self.group:
                self.join(one, two, Join(left, right, judged=True))
        for number, nodes in zip(self.bunches, self.groups, strict=True):
            self.bunches[number] = [nodes]
        for _, _, _, one, two in sorted(self.links()):
            if self.compatible(one, two):
                self.join(one, two, whole.between(one, two))

    def links(self) -> Iterator[tuple[float, str, str, int, int]]:
        """Every link once: best first when sorted, then in the order of names."""
        nodes = self.whole.nodes
        for one in self.group:
            for two, total in nodes[one].links.items():
                if nodes[one].name < nodes[two].name:
                    yield (-total, nodes[one].name, nodes[two].name, one, two)

    def compatible(self, one: int, two: int) -> bool:
        """Whether nothing forbids joining the groups of two nodes.

        What is forbidden once stays so, since groups only grow.
        """
        left, right = self.group[one], self.group[two]
        if left == right or right in self.against[left]:
            return False
        if any(self.forbidden(a, b) for a in self.bunches[left] for b in self.bunches[right]):
            self.against[left].add(right)
            self.against[right].add(left)
            return False
        return True

    def forbidden(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether two bunches cannot be one happening, by comparison or by judgement."""
        nodes, apart = self.whole.nodes, self.whole.apart
        if all(score(nodes[a].sig, nodes[b].sig) == VETO for a in left for b in right):
            return True
        # What was judged is a node of its own.
        return bool(apart) and any(
            frozenset((nodes[a].name, nodes[b].name)) in apart for a in left for b in right
        )

    def join(self, one: int, two: int, reason: Join) -> None:
        """Make one group of those of two nodes."""
        kept, gone = self.group[one], self.group[two]
        if kept == gone:
            return
        if len(self.bunches[kept]) < len(self.bunches[gone]):
            kept, gone = gone, kept
        self.joins.append(reason)
        for bunch in self.bunches[gone]:
            self.group.update(dict.fromkeys(bunch, kept))
        self.bunches[kept] += self.bunches.pop(gone)
        for other in self.against.pop(gone):
            self.against[other].discard(gone)
            self.against[other].add(kept)
            self.against[kept].add(other)
