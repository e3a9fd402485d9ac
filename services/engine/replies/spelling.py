"""Says whether a word is a known name with a letter wrong (edit distance, with swapped neighbours).

Used for the labels of options only: `nice` is one letter from nine.
"""

_SHORTEST = 5
_LONG = 8


def is_near(text: str, name: str) -> bool:
    """Say whether `text` is `name` but for one letter, or for two in eight and more.

    The first letter must be the same, and names of fewer than five letters allow nothing.

    >>> is_near("watiing time", "waiting time"), is_near("prise", "price"), is_near("fast", "fart")
    (True, True, False)
    """
    size = len(name)
    if size < _SHORTEST or not text or text[0] != name[0]:
        return False
    most = 2 if size >= _LONG else 1
    if abs(len(text) - size) > most:
        return False
    return _distance(text, name) <= most


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance (Damerau and Levenshtein, restricted)."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != against))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]
