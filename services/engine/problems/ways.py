"""What the ways through a survey cost: the shortest and the longest from the first element to the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from services.engine.definition import ElementType
from services.engine.problems.examined import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Segments of everything said on a way, in the language that costs most.

    `longest` counts what is piped in at its longest; None where a rule leads back, so that there is no
    longest way. Refused replies, hints and reminders come on top of both.
    """

    shortest: int
    longest: int | None


def ways_of(examined: Examined) -> Ways | None:
    """Return what the ways cost; None where no way leads to the end."""
    graph = _useful(examined)
    if 0 not in graph:
        return None
    ends = {at for at in graph if examined.sequence[at].type is ElementType.COMPLETION}
    order = _from_the_end(graph)
    shortest, longest = 0, 0
    for costs, widest in _costs(examined):
        examined.effort.spend(2 * sum(1 + len(targets) for targets in graph.values()))
        shortest = max(shortest, _shortest(graph, costs, ends))
        if order is not None:
            longest = max(longest, _longest(graph, widest, order))
    return Ways(shortest=shortest, longest=longest if order is not None else None)


def _useful(examined: Examined) -> Mapping[int, Sequence[int]]:
    """The places that lie on a way from the first element to an end, with those that may follow each."""
    walks, sequence = examined.walks, examined.sequence
    ends = _mask(
        at for at, element in enumerate(sequence) if element.type is ElementType.COMPLETION
    )
    reached = (walks.after[0] | 1) if sequence else 0
    kept = _mask(
        at
        for at in range(len(sequence))
        if reached >> at & 1 and (walks.after[at] | 1 << at) & ends
    )
    examined.effort.spend(2 * len(sequence))
    return {at: [*_places(walks.next[at] & kept, examined)] for at in _places(kept, examined)}


def _from_the_end(graph: Mapping[int, Sequence[int]]) -> Sequence[int] | None:
    """The places so that each comes after all that may follow it; None where there is a circle."""
    order: list[int] = []
    done: set[int] = set()
    open_ones: set[int] = set()
    stack = [(0, iter(graph[0]))]
    open_ones.add(0)
    while stack:
        at, following = stack[-1]
        target = next(following, None)
        if target is None:
            stack.pop()
            open_ones.discard(at)
            done.add(at)
            order.append(at)
        elif target in open_ones:
            return None
        elif target not in done:
            open_ones.add(target)
            stack.append((target, iter(graph[target])))
    return order


def _shortest(graph: Mapping[int, Sequence[int]], costs: Sequence[int], ends: set[int]) -> int:
    """Dijkstra's: no text costs less than nothing."""
    known: dict[int, int] = {}
    waiting = [(costs[0], 0)]
    while waiting:
        cost, at = heappop(waiting)
        if at in ends:
            return cost
        if at in known:
            continue
        known[at] = cost
        for target in graph[at]:
            if target not in known:
                heappush(waiting, (cost + costs[target], target))
    return 0


def _longest(graph: Mapping[int, Sequence[int]], costs: Sequence[int], order: Sequence[int]) -> int:
    known: dict[int, int] = {}
    for at in order:
        known[at] = costs[at] + max((known[target] for target in graph[at]), default=0)
    return known[0]


def _costs(examined: Examined) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """For each language what every place of the sequence costs, and at most costs."""
    written = {sent.path: sent for sent in examined.texts}
    first = {one.id: path for path, one in reversed([*examined.placed()])}
    for language in examined.definition.languages:
        examined.effort.spend(len(examined.sequence))
        sent = [written.get(f"{first[one.id]}.text.{language}") for one in examined.sequence]
        yield (
            [one.measure.segments if one else 0 for one in sent],
            [one.widest_segments if one else 0 for one in sent],
        )


def _mask(places: Iterator[int]) -> int:
    mask = 0
    for place in places:
        mask |= 1 << place
    return mask


def _places(mask: int, examined: Examined) -> Iterator[int]:
    while mask:
        examined.effort.spend()
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
