"""Sets of options that conditions hold for, as bits of one number: bit `s` stands for the set `s`.

The set `s` holds the option `i` where the bit `i` of `s` is set. For ten options that are 1,024 bits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from services.engine.definition import Operator
from services.engine.rules import Condition

MOST_OPTIONS = 10
"""Options of which every set is told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSets:
    """The sets that can be chosen (`every`), and those that hold each option."""

    every: int
    holding: tuple[int, ...]

    def held(self, condition: Condition) -> int:
        """The sets for which a condition holds."""
        operand = condition.operand
        named = operand if isinstance(operand, list) else [operand]
        options = [one for one in named if isinstance(one, int)]
        match condition.op:
            case Operator.ANSWERED:
                return self.every
            case Operator.EQ:
                return self._just(options)
            case Operator.NE:
                return self.every & ~self._just(options)
            case Operator.CONTAINS:
                return self._with_all(options) if len(options) == len(named) else 0
            case Operator.IN:
                return self._with_any(options)
            case Operator.NOT_IN:
                return self.every & ~self._with_any(options)
            case _:
                # Nothing is larger or smaller than a set of options.
                return 0

    def _just(self, options: list[int]) -> int:
        if len(set(options)) < len(options):
            return 0
        return self.every & 1 << sum(1 << option for option in options)

    def _with_all(self, options: Iterable[int]) -> int:
        found = self.every
        for option in options:
            found &= self.holding[option]
        return found

    def _with_any(self, options: Iterable[int]) -> int:
        found = 0
        for option in options:
            found |= self.holding[option]
        return found & self.every


@lru_cache(maxsize=128)
def option_sets(count: int, most: int) -> OptionSets:
    """Every set of one to `most` of at most ten options.

    >>> sets = option_sets(2, 1)
    >>> bin(sets.every), [bin(one) for one in sets.holding]
    ('0b110', ['0b1010', '0b1100'])
    """
    sets = range(1, 1 << count)
    return OptionSets(
        every=sum(1 << one for one in sets if one.bit_count() <= most),
        holding=tuple(
            sum(1 << one for one in sets if one >> option & 1) for option in range(count)
        ),
    )
