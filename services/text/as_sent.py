"""What a text costs as it is sent: with its typography made cheaper first."""

from services.text.segments import Measure, measure
from services.text.typography import Typography, tidy


def segments_as_sent(text: str, typography: Typography = Typography.PUNCTUATION) -> int:
    """Return how many segments a text takes on its way out.

    >>> segments_as_sent("“Fine”" * 20), segments_as_sent("😀" * 40)
    (1, 2)
    """
    return measure_as_sent(text, typography).segments


def measure_as_sent(text: str, typography: Typography = Typography.PUNCTUATION) -> Measure:
    """Return what a text costs on its way out.

    >>> measure_as_sent("“Fine” …").unicode_because is None
    True
    """
    return measure(tidy(text, typography))
