"""Pictures, sound and video of a form: what there is to say about them."""

from collections.abc import Iterator

from services.xlsform.remark import Remark
from services.xlsform.sheet import Row

_MEDIA = ("image", "audio", "video", "big-image")


def media_remarks(row: Row) -> Iterator[Remark]:
    """A remark for each file that a row shows, as in the columns `media::image` and `image`."""
    for header in row.cells:
        name = header.removeprefix("media").lstrip(":").partition(":")[0]
        if name in _MEDIA:
            message = "Pictures, sound and video cannot be sent in an SMS: it is left out."
            yield Remark(place=row.place(header), message=message)
