"""Reads what takes a library to be read: phone numbers, and patterns in linear time.

For the engine, which uses the standard library only and is lent `READER`. Pure: no clock, no network.
"""

from services.formats.reader import READER

__all__ = ["READER"]
