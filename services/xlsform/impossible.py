"""What forms can ask for and a conversation by SMS cannot, each with the reason."""

from collections.abc import Mapping

_PICTURE = "asks for a file; an SMS carries text only"
_POSITION = "asks for a position; a phone does not send one in an SMS"
_TIME = "asks for a time of day, which people write in too many ways; make it a text or a date"
_SCREEN = "needs a screen"

IMPOSSIBLE: Mapping[str, str] = {
    "decimal": "asks for a decimal; surveys take whole numbers only: make it an integer or a text",
    "image": _PICTURE,
    "photo": _PICTURE,
    "audio": _PICTURE,
    "video": _PICTURE,
    "file": _PICTURE,
    "background-audio": _PICTURE,
    "geopoint": _POSITION,
    "geotrace": _POSITION,
    "geoshape": _POSITION,
    "start-geopoint": _POSITION,
    "barcode": "asks for a barcode to be scanned; make it a text",
    "time": _TIME,
    "datetime": _TIME,
    "rank": "asks to put choices in order; ask for the most important one with select_one",
    "acknowledge": f"{_SCREEN}; make it a note, or a select_one of yes and no",
    "trigger": f"{_SCREEN}; make it a note, or a select_one of yes and no",
    "calculate": "calculates; a survey has no calculations",
    "hidden": "holds a value of the form; use a session variable of the survey",
    "select_one_from_file": "takes its choices from a file; write them on the sheet choices",
    "select_multiple_from_file": "takes its choices from a file; write them on the sheet choices",
    "csv-external": "refers to a file",
    "xml-external": "refers to a file",
}

KEPT_BY_ITSELF = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "device_id",
        "phonenumber",
        "phone_number",
        "username",
        "email",
        "subscriberid",
        "simserial",
        "audit",
    }
)
"""What forms collect about the device: for an SMS survey there is none, and Svar keeps the times."""
