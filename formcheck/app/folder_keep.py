"""Films of a folder become sessions of one person, after the folder was scored.

The pose of every film is in the cache by then, so that a session costs little more than drawing its film.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from formcheck.app.folder_work import Wanted
from formcheck.batch.ledger import read_entries
from formcheck.batch.rows import ClipRow
from formcheck.batch.walking import find_clips
from formcheck.errors import FormcheckError
from formcheck.scoring import Progress
from formcheck.sessions import Keeping, Order, score_and_keep
from formcheck.store import Store
from formcheck.video import sha256

SESSIONS = "sessions"
"""What the progress counts here."""


def keep_films(wanted: Wanted, person: str, into: Store, progress: Progress) -> None:
    """Keep each scored film of a folder as a session of a person, in the order of their names.

    A film that is a session of this person already is left out, and so is one that cannot be read any more. Whatever
    ``progress`` raises goes on; what was kept until then stays.
    """
    rows = read_entries(Path(wanted.out))
    films = [
        (Path(clip.place), rows[clip.name].clip)
        for clip in find_clips(wanted.folder)
        if clip.name in rows and rows[clip.name].clip.status == "scored"
    ]
    kept = {clip.sha256 for stored in into.reports(person) for clip in stored.clips}
    for number, (film, row) in enumerate(films):

        def tell(*_: object, number: int = number) -> None:
            progress(SESSIONS, number, len(films))

        tell()
        with suppress(FormcheckError):
            if sha256(film) not in kept:
                keeping = Keeping(person, "folder")
                score_and_keep(Order((film,), _exercise(wanted, row), keeping, wanted.options()), into, tell)
    progress(SESSIONS, len(films), len(films))


def _exercise(wanted: Wanted, row: ClipRow) -> str:
    """Return the exercise by its id; ``auto`` where the film may show several."""
    return row.exercise or "auto" if wanted.exercise == "from-folder" else wanted.exercise
