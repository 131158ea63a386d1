"""Work ahead in a thread: while one picture is drawn the next is decoded, and the one before is encoded.

Worth it where the work releases the GIL, as the video libraries and OpenCV do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import TypeVar

Item = TypeVar("Item")

FEW = 3
"""Items that wait to be taken: enough to even out what they cost, few enough to hold pictures in memory."""


@contextmanager
def ahead(items: Iterable[Item], most: int = FEW) -> Iterator[Iterator[Item]]:
    """Give an iterator over the same items, which are made in a thread of their own, up to ``most`` ahead.

    An error of the items is raised where they are taken. When the block ends, however it does, the thread has ended.
    """
    made: SimpleQueue[tuple[Item] | BaseException | None] = SimpleQueue()
    room, wanted = Semaphore(most), True

    def make() -> None:
        end = None
        try:
            for item in items:
                made.put((item,))
                room.acquire()
                if not wanted:
                    return
        except BaseException as error:
            end = error
        made.put(end)

    thread = Thread(target=make, name="ahead", daemon=True)
    thread.start()
    try:
        yield _taken(made, room)
    finally:
        wanted = False
        room.release()
        thread.join()


def _taken(made: SimpleQueue[tuple[Item] | BaseException | None], room: Semaphore) -> Iterator[Item]:
    while True:
        match made.get():
            case (item,):
                room.release()
                yield item
            case None:
                return
            case error:
                raise error
