"""What types of elements, metrics and comparisons are called in forms, as in survey files."""

from typing import Final

from svar.surveys.v1 import survey_pb2 as pb

TYPES: Final = {
    "text": pb.ELEMENT_TYPE_TEXT,
    "scale": pb.ELEMENT_TYPE_SCALE,
    "nps": pb.ELEMENT_TYPE_NPS,
    "csat": pb.ELEMENT_TYPE_CSAT,
    "ces": pb.ELEMENT_TYPE_CES,
    "yesNo": pb.ELEMENT_TYPE_YES_NO,
    "number": pb.ELEMENT_TYPE_NUMBER,
    "multipleChoice": pb.ELEMENT_TYPE_MULTIPLE_CHOICE,
    "dropdown": pb.ELEMENT_TYPE_DROPDOWN,
    "open": pb.ELEMENT_TYPE_OPEN,
    "completion": pb.ELEMENT_TYPE_COMPLETION,
    "unavailable": pb.ELEMENT_TYPE_UNAVAILABLE,
}
"""In the order of the menu."""
TYPE_NAMES: Final = {number: name for name, number in TYPES.items()}
QUESTIONS: Final = frozenset(TYPES.values()) - {
    pb.ELEMENT_TYPE_TEXT,
    pb.ELEMENT_TYPE_COMPLETION,
    pb.ELEMENT_TYPE_UNAVAILABLE,
}
CHOICES: Final = frozenset({pb.ELEMENT_TYPE_MULTIPLE_CHOICE, pb.ELEMENT_TYPE_DROPDOWN})
BOUNDED: Final = frozenset({pb.ELEMENT_TYPE_SCALE, pb.ELEMENT_TYPE_NUMBER})
"""Types whose least and greatest number the author sets."""
SCALES: Final = frozenset(
    {
        pb.ELEMENT_TYPE_SCALE,
        pb.ELEMENT_TYPE_NPS,
        pb.ELEMENT_TYPE_CSAT,
        pb.ELEMENT_TYPE_CES,
    }
)
"""Types whose ends have a meaning in words."""
NUMBERS: Final = SCALES | BOUNDED

METRICS: Final = {
    "": pb.METRIC_UNSPECIFIED,
    "none": pb.METRIC_NONE,
    "nps": pb.METRIC_NPS,
    "csat": pb.METRIC_CSAT,
    "ces": pb.METRIC_CES,
    "fcr": pb.METRIC_FCR,
}
METRIC_NAMES: Final = {number: name for name, number in METRICS.items()}

FORMATS: Final = {
    "": pb.ANSWER_FORMAT_UNSPECIFIED,
    "email": pb.ANSWER_FORMAT_EMAIL,
    "phone": pb.ANSWER_FORMAT_PHONE,
    "date": pb.ANSWER_FORMAT_DATE,
    "postcode": pb.ANSWER_FORMAT_POSTCODE,
}
"""What an answer to an open question can be held to."""
FORMAT_NAMES: Final = {number: name for name, number in FORMATS.items()}

OPERATORS: Final = {
    "eq": pb.OPERATOR_EQ,
    "ne": pb.OPERATOR_NE,
    "gte": pb.OPERATOR_GTE,
    "lte": pb.OPERATOR_LTE,
    "lt": pb.OPERATOR_LT,
    "gt": pb.OPERATOR_GT,
    "between": pb.OPERATOR_BETWEEN,
    "in": pb.OPERATOR_IN,
    "notIn": pb.OPERATOR_NOT_IN,
    "contains": pb.OPERATOR_CONTAINS,
    "answered": pb.OPERATOR_ANSWERED,
    "skipped": pb.OPERATOR_SKIPPED,
}
OPERATOR_NAMES: Final = {number: name for name, number in OPERATORS.items()}
WITHOUT_VALUE: Final = frozenset({pb.OPERATOR_ANSWERED, pb.OPERATOR_SKIPPED})
WITH_LIST: Final = frozenset({pb.OPERATOR_BETWEEN, pb.OPERATOR_IN, pb.OPERATOR_NOT_IN})
ORDERED: Final = frozenset(
    {
        pb.OPERATOR_GTE,
        pb.OPERATOR_LTE,
        pb.OPERATOR_LT,
        pb.OPERATOR_GT,
        pb.OPERATOR_BETWEEN,
    }
)
"""Comparisons that take numbers, whatever they are on."""
