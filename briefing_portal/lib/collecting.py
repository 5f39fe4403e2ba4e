"""Python's search for cycles of garbage, and when it would be in the way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Don't look for garbage while hundreds of thousands of lasting facts are made: each search walks them all.

    They hold no cycles, so nothing is missed; what others leave behind meanwhile is found afterwards. Also a
    decorator.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
