"""Posters that are refused, and looks at everybody in films of one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.by_hand import by_hand, poster
from benchmarks.films import Truth, is_kept, kept_folder
from benchmarks.recognition_films import FRESH_SET, MENDED, other_films
from formcheck.life import Life
from formcheck.models import ModelName, prepare_best
from formcheck.people import PeopleFinder, PeopleSampler
from formcheck.pose import PoseTrack
from formcheck.subject import is_close_call, others_seen, people_in
from formcheck.video import VideoReader
from test_videos.benchmark import rendered
from test_videos.film import Clip
from test_videos.hand import Hand

Clean = tuple[Clip, PoseTrack, Truth]
HANDS: dict[str, Hand | None] = {
    "from a stand": None,
    "from a hand that trembles": Hand(tremble=0.004, drift=0.01, roll_deg=0.3, nearer=0.005, seed=1),
    "from a hand that trembles and pans": Hand(tremble=0.008, drift=0.02, roll_deg=0.5, nearer=0.01, pan=0.1, seed=2),
}
"""How posters are filmed; see ``Hand``."""


def posters_told(clips: Sequence[Clip], model: ModelName, hand: Hand | None) -> list[bool]:
    """Whether a picture out of each clip, filmed for some seconds, is told for what it is."""
    return [Life(poster(clip, model, hand)).is_poster for clip in clips]


def standing_taken(model: ModelName, render: bool) -> list[bool]:
    """Whether each person who does nothing but stand, filmed by each hand, is taken for a poster."""
    everybody = [clip for drawn in (MENDED, FRESH_SET) for clip in _standing(drawn)]
    films = [clip for clip in everybody if render or is_kept(clip, "heavy")]
    return [Life(by_hand(clip, model, hand)).is_poster for clip in films for hand in HANDS.values() if hand]


def _standing(drawn: int) -> tuple[Clip, ...]:
    return other_films(drawn).get("standing-still", ())


def people_taken() -> tuple[int, int]:
    """How many of how many cached tracks of people, of both halves, are taken for a poster."""
    paths = [path for path in sorted(kept_folder().glob("*-heavy.npz")) if not path.name.startswith("poster")]
    taken = [Life(PoseTrack.load(path)).is_poster for path in paths]
    return sum(taken), len(taken)


def looked_at(clean: Sequence[Clean], model: ModelName) -> Iterator[PoseTrack]:
    """The tracks of films of one person, with the looks at everybody that scoring takes of them."""
    _, bundle = prepare_best(model, None)
    for clip, track, _ in clean:
        with PeopleFinder(bundle) as finder, VideoReader(rendered(clip, kept_folder())[0]) as frames:
            sampler = PeopleSampler(finder)
            for frame in frames:
                sampler.look(frame.rgb, frame.time_s, None)
        yield replace(track, people=sampler.samples())


def needless_looks(tracks: Sequence[PoseTrack]) -> int:
    """In how many films of one person somebody else was seen, so that they are looked through again."""
    return sum(others_seen(track) for track in tracks)


def close_calls(tracks: Sequence[PoseTrack]) -> int:
    """In how many films of one person somebody else could be meant as well."""
    return sum(is_close_call(people) for people in map(people_in, tracks) if len(people) > 1)
