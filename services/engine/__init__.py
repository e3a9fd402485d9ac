"""The conversation engine: decides what a survey says next, and nothing else.

Standard library only, and pure: no clock, no random, no I/O, no logging.
"""
