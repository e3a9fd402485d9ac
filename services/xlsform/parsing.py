"""Reading the part of XPath that conditions of forms are mostly written in.

Comparisons of an answer with a constant, `selected`, `count-selected`, `not`, `and`, `or` and
parentheses; in constraints of texts, `regex` and `string-length`. Everything else is refused with a
sentence; nothing is evaluated here.
"""

import re
from dataclasses import dataclass

from services.engine.definition import Operator
from services.xlsform.expression import (
    SELF,
    And,
    Compare,
    Expression,
    ExpressionError,
    Matches,
    Not,
    Or,
    Selected,
)

_OPERATORS = {
    "=": Operator.EQ,
    "!=": Operator.NE,
    "<": Operator.LT,
    "<=": Operator.LTE,
    ">": Operator.GT,
    ">=": Operator.GTE,
}

_MIRRORED = {
    Operator.EQ: Operator.EQ,
    Operator.NE: Operator.NE,
    Operator.LT: Operator.GT,
    Operator.LTE: Operator.GTE,
    Operator.GT: Operator.LT,
    Operator.GTE: Operator.LTE,
}
"""What a comparison is when its sides are exchanged."""

_TOKEN = re.compile(
    r"\s*(?:(?P<answer>\$\{[^{}]*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|<=|>=|[=<>(),])|(?P<name>[A-Za-z_][\w-]*)|(?P<self>\.))"
)
# What spreadsheet programs make of quotes while people type.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_DEEPEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    name: str
    counted: bool = False


def parse(written: str, *, of_text: bool = False) -> Expression:
    """The expression that a cell holds; ExpressionError when it is more than can be said.

    `of_text` lets `regex` and `string-length` stand in it, which only constraints of texts may.

    >>> parse("${age} >= 18")
    Compare(subject='age', op=<Operator.GTE: 'gte'>, value=18.0, counted=False)
    """
    return _Parser(_tokens(written.translate(_STRAIGHT)), of_text=of_text).whole()


def _tokens(written: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(written.rstrip())
    while position < end:
        match = _TOKEN.match(written, position)
        if match is None or match.lastgroup is None:
            sign = written[position:].strip()[0]
            raise ExpressionError(f'cannot be read at "{sign}"')
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


class _Parser:
    """Reads tokens from left to right; `and` binds closer than `or`."""

    def __init__(self, tokens: list[tuple[str, str]], *, of_text: bool) -> None:
        self._tokens = tokens
        self._of_text = of_text
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        found = self._either()
        kind, text = self._peek()
        if kind:
            raise ExpressionError(f'cannot be read at "{text}"')
        return found

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._takes("name", "or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _both(self) -> Expression:
        parts = [self._one()]
        while self._takes("name", "and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _one(self) -> Expression:
        if self._takes("name", "not"):
            self._must("(")
            return Not(part=self._inner())
        if self._takes("name", "selected"):
            return self._selected()
        if self._of_text and self._takes("name", "regex"):
            return self._matches()
        if self._takes("sign", "("):
            return self._inner()
        return self._comparison()

    def _inner(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("has too many parentheses")
        found = self._either()
        self._must(")")
        self._depth -= 1
        return found

    def _selected(self) -> Expression:
        self._must("(")
        subject = self._operand()
        self._must(",")
        option = self._operand()
        self._must(")")
        if not isinstance(subject, _Subject) or isinstance(option, _Subject):
            raise ExpressionError("uses selected() with something else than an answer and a choice")
        return Selected(subject=subject.name, option=_constant_text(option))

    def _matches(self) -> Expression:
        self._must("(")
        subject = self._operand()
        self._must(",")
        pattern = self._operand()
        self._must(")")
        if not isinstance(subject, _Subject) or not isinstance(pattern, str):
            raise ExpressionError("uses regex() with something else than an answer and a pattern")
        return Matches(subject=subject.name, pattern=pattern)

    def _comparison(self) -> Expression:
        left = self._operand()
        kind, sign = self._next()
        if kind != "sign" or sign not in _OPERATORS:
            raise ExpressionError(f'needs a comparison in the place of "{sign}"')
        right = self._operand()
        op = _OPERATORS[sign]
        if isinstance(left, _Subject) and not isinstance(right, _Subject):
            return Compare(subject=left.name, op=op, value=right, counted=left.counted)
        if isinstance(right, _Subject) and not isinstance(left, _Subject):
            mirrored = _MIRRORED[op]
            return Compare(subject=right.name, op=mirrored, value=left, counted=right.counted)
        raise ExpressionError("does not compare an answer with a fixed value")

    def _operand(self) -> _Subject | str | float:
        kind, text = self._next()
        match kind:
            case "answer":
                return _Subject(name=text[2:-1].strip())
            case "self":
                return _Subject(name=SELF)
            case "text":
                return text[1:-1]
            case "number":
                return float(text)
            case "name" if text == ("string-length" if self._of_text else "count-selected"):
                return self._counted()
            case "name":
                raise ExpressionError(f"uses {text}, which a survey has no rule for")
            case _:
                raise ExpressionError(f'cannot be read at "{text}"')

    def _counted(self) -> _Subject:
        self._must("(")
        subject = self._operand()
        self._must(")")
        if not isinstance(subject, _Subject):
            raise ExpressionError("counts something else than an answer")
        return _Subject(name=subject.name, counted=True)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "the end")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _takes(self, kind: str, text: str) -> bool:
        taken = self._peek() == (kind, text)
        self._at += taken
        return taken

    def _must(self, sign: str) -> None:
        kind, text = self._next()
        if (kind, text) != ("sign", sign):
            raise ExpressionError(f'needs "{sign}" in the place of "{text}"')


def _constant_text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
