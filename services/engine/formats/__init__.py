"""What the answer to an open question can be asked to be: a file each, and one that chooses.

Pure, as the whole engine: phones and patterns are read by a `Reader` that the caller lends.
"""

from services.engine.formats.near import NOWHERE, UNREAD, Near, Reader
from services.engine.formats.read import read

__all__ = ["NOWHERE", "UNREAD", "Near", "Reader", "read"]
