"""A live session: its report is that of the same track, late frames are dropped, and nothing is swallowed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from committed_clips import CLIPS, brisk
from hypothesis import given
from hypothesis import strategies as st
from skeletons import Leg, Posture, Stances, film, from_view, perform
from waists import waist

from formcheck.analysis import analyse
from formcheck.annotate import annotate
from formcheck.errors import FormcheckError
from formcheck.estimation import MediaPipeEstimator, Pose, PoseEstimator, ReplayEstimator, estimate
from formcheck.exercises import get
from formcheck.live.analyst import MOST_FRAMES, assess, counted_kind, latest_hold, thinned
from formcheck.live.session import LONGEST_S, LiveSession, source_of
from formcheck.live.setup import SetupWatch
from formcheck.live.snapshot import Count, Hold, Mailbox, Snapshot
from formcheck.models import prepare_best
from formcheck.phases import Phase
from formcheck.pose import PoseTrack
from formcheck.profiles import parse_profile
from formcheck.sampling import PATCH_PX, patch_place
from formcheck.scoring import Options, judged
from formcheck.upright import Image
from formcheck.video import Frame, VideoReader, probe

BALANCE = get("single-leg-balance")
WAIT_S = 20.0


def balance_track(knee_in_deg: float = 0.0, hold_s: float = 5.0, **shot: float) -> PoseTrack:
    stance = Stances("left", leg=Leg(thigh_in_deg=knee_in_deg / 2, knee_in_deg=knee_in_deg)).one_leg()
    return film(perform((2.0, Posture()), (hold_s, stance)), from_view("front", **shot))


def blank(track: PoseTrack) -> Image:
    width_px, height_px = track.size_px
    return np.zeros((height_px // 4, width_px // 4, 3), np.uint8)


class Quarter(ReplayEstimator):
    """Plays a track that was filmed in large pictures as if they were a quarter as wide."""

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        pose = super().locate(rgb, time_s)
        return pose and Pose(pose.image_xy / 4, pose.visibility, pose.world_m)


def playing(track: PoseTrack) -> Callable[[], AbstractContextManager[PoseEstimator]]:
    return lambda: nullcontext(Quarter(track))


def until(condition: Callable[[], bool]) -> bool:
    deadline_s = time.monotonic() + WAIT_S
    while not condition() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    return condition()


@pytest.fixture
def session() -> Iterator[LiveSession]:
    track = balance_track(knee_in_deg=20.0)
    live = LiveSession(BALANCE, playing(track))
    yield live
    live.close()


def feed(live: LiveSession, track: PoseTrack) -> None:
    picture = blank(track)
    for time_s in track.time_s:
        live.take(picture, float(time_s))


def test_the_report_is_that_of_the_same_track() -> None:
    track = balance_track(knee_in_deg=20.0)
    later = replace(track, time_s=track.time_s + 300.0)
    session = LiveSession(BALANCE, playing(track))
    feed(session, later)
    live = session.analysis()
    frames = [Frame(i, round(float(t) * 90000) / 90000, blank(track)) for i, t in enumerate(track.time_s)]
    same = estimate(frames, Quarter(track), (270, 480))
    file = analyse(same, BALANCE, live.report.source)
    assert live.report == file.report
    assert live.report.cues[0].n > 0
    assert live.report.source.frames == len(track)


def test_a_session_of_a_committed_clip_scores_as_its_frames_do(tmp_path: Path) -> None:
    exercise, clip = brisk("calf-stretch"), CLIPS / "calf_knee_in_back.mp4"
    name, bundle = prepare_best("full")
    recording = tmp_path / "recording.mp4"
    live = LiveSession(exercise, lambda: MediaPipeEstimator(name, bundle), recording=recording)
    with VideoReader(clip) as reader:
        for frame in reader:
            live.take(frame.rgb, 100.0 + frame.time_s)
    analysis = live.analysis()
    with VideoReader(clip, exercise.max_fps) as frames, MediaPipeEstimator(name, bundle) as estimator:
        track = estimate(frames, estimator, (480, 640))
    np.testing.assert_allclose(live.track().time_s, track.time_s, atol=1e-5)
    np.testing.assert_array_equal(live.track().image_xy, track.image_xy)
    again = analyse(live.track(), exercise, analysis.report.source)
    assert analysis.report == again.report
    assert {cue.id: cue.verdict for cue in analysis.report.cues} == {
        cue.id: cue.verdict for cue in analyse(track, exercise, analysis.report.source).report.cues
    }
    info = probe(recording)
    assert (info.frames, info.width_px, info.height_px) == (len(track), 480, 640)
    assert analysis.report.source.name == "recording.mp4"
    # The recording has exactly the frames of the track, so it can be drawn on like an uploaded clip.
    annotate(recording, analysis, tmp_path / "annotated.mp4")
    assert probe(tmp_path / "annotated.mp4").frames == len(track)


def test_the_snapshot_tells_the_hold_and_the_fault(session: LiveSession) -> None:
    track = balance_track(knee_in_deg=20.0)
    picture = blank(track)
    feed(session, track)
    last_s = float(track.time_s[-1])
    # A slow machine looks at the track late: the person holds on until it has.
    more_s = iter(np.arange(last_s + 0.1, last_s + 200.0, 0.1))

    def hold_on() -> bool:
        session.take(picture, float(next(more_s)))
        return _assessed_s(session.latest()) >= last_s

    assert until(hold_on), session.latest()
    snapshot = session.latest()
    assert snapshot.stage == "running"
    assert snapshot.frames > len(track)
    assert not snapshot.error
    assessment = snapshot.assessment
    assert assessment is not None
    assert assessment.side == "left"
    assert assessment.hold is not None
    assert assessment.hold.ongoing
    assert assessment.hold.start_s == pytest.approx(2.5, abs=0.5)
    assert {standing.cue_id for standing in assessment.standings if standing.is_fault} == {"knee_over_toes"}


def _assessed_s(snapshot: Snapshot) -> float:
    return -1.0 if snapshot.assessment is None else snapshot.assessment.now_s


def test_the_leg_that_is_held_now_is_judged_though_the_other_was_held_longer() -> None:
    left, right = (Stances(side, leg=Leg()).one_leg() for side in ("left", "right"))
    track = film(perform((2.0, Posture()), (9.0, left), (1.0, Posture()), (4.0, right)), from_view("front"))
    assert assess(track, BALANCE).side == "right"
    assert assess(track, BALANCE, Options("full", "left")).side == "left"


def test_a_hold_that_ended_stays_with_its_length() -> None:
    phases = [Phase("stand", None, 0.0, 2.0), Phase("hold", "left", 2.0, 9.0), Phase("hold", "right", 10.0, 14.0)]
    assert latest_hold(phases, 14.1) == Hold("right", 10.0, 14.0, ongoing=True)
    over = latest_hold(phases, 20.0)
    assert over is not None
    assert not over.ongoing
    assert over.elapsed_s(20.0) == 4.0
    assert Hold("right", 10.0, 14.0, ongoing=True).elapsed_s(14.5) == 4.5
    assert latest_hold(phases[:1], 1.0) is None


class Slow:
    """Looks at a frame until it is released."""

    model = "full"

    def __init__(self) -> None:
        self.begun, self.release = threading.Event(), threading.Event()

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        self.begun.set()
        assert self.release.wait(WAIT_S)
        return None


def test_frames_that_come_while_one_is_looked_at_are_dropped_at_once() -> None:
    slow = Slow()
    live = LiveSession(BALANCE, lambda: nullcontext(slow))
    picture = np.zeros((48, 64, 3), np.uint8)
    first = threading.Thread(target=live.take, args=(picture, 0.0), daemon=True)
    first.start()
    try:
        assert slow.begun.wait(WAIT_S)
        for index in range(1, 6):
            assert live.take(picture, 0.1 * index) is None
        assert live.latest().dropped == 5
    finally:
        slow.release.set()
        first.join(WAIT_S)
        live.close()
    assert len(live.track()) == 1


def test_frames_beyond_the_rate_of_the_exercise_are_left_out(session: LiveSession) -> None:
    picture = blank(balance_track())
    for index in range(120):
        session.take(picture, index / 60)
    session.close()
    assert len(session.track()) == 60


def test_nothing_is_taken_after_the_end_or_after_the_longest_time(session: LiveSession) -> None:
    picture = blank(balance_track())
    session.take(picture, 0.0)
    session.take(picture, LONGEST_S + 1.0)
    assert "ended by itself" in session.latest().notice
    session.close()
    session.close()
    assert session.take(picture, 1.0) is None
    assert len(session.track()) == 1
    assert session.latest().stage == "stopped"


def test_a_session_without_a_frame_says_what_to_do(session: LiveSession) -> None:
    with pytest.raises(FormcheckError, match="ended before it began"):
        session.analysis()


class Broken:
    model = "full"

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        raise RuntimeError("the lens fell off")


def test_an_error_of_the_pose_model_is_raised_and_posted(tmp_path: Path) -> None:
    live = LiveSession(BALANCE, lambda: nullcontext(Broken()), recording=tmp_path / "r.mp4")
    with pytest.raises(RuntimeError, match="lens"):
        live.take(np.zeros((48, 64, 3), np.uint8), 0.0)
    assert "the lens fell off" in live.latest().error
    live.close()
    assert list(tmp_path.iterdir()) == []


def test_an_error_in_the_analysis_is_posted(monkeypatch: pytest.MonkeyPatch, session: LiveSession) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("half a frame")

    monkeypatch.setattr("formcheck.live.analyst.assess", fail)
    feed(session, balance_track())
    assert until(lambda: "half a frame" in session.latest().error)


def test_what_a_person_can_mend_is_a_notice_and_no_error() -> None:
    empty = Slow()
    empty.release.set()
    live = LiveSession(BALANCE, lambda: nullcontext(empty))
    try:
        for index in range(12):
            live.take(np.zeros((48, 64, 3), np.uint8), 0.1 * index)
        assert until(lambda: "Nobody was found" in live.latest().notice)
        assert not live.latest().error
    finally:
        live.close()


def test_the_pose_model_is_closed_with_the_session() -> None:
    closed = []

    @contextmanager
    def opened() -> Iterator[PoseEstimator]:
        yield Quarter(balance_track())
        closed.append(True)

    live = LiveSession(BALANCE, opened)
    live.take(blank(balance_track()), 0.0)
    assert not closed
    live.close()
    assert closed


def test_a_picture_of_another_size_is_scaled_to_the_first(session: LiveSession) -> None:
    session.take(np.zeros((480, 270, 3), np.uint8), 0.0)
    session.take(np.zeros((240, 135, 3), np.uint8), 0.1)
    session.close()
    assert session.track().size_px == (270, 480)
    assert len(session.track()) == 2


def test_the_session_begins_when_the_countdown_ends_or_when_told_to() -> None:
    track = balance_track()
    picture = blank(track)
    live = LiveSession(BALANCE, playing(track), watch=SetupWatch(BALANCE, "full"))
    try:
        for index in range(10):
            live.take(picture, 0.1 * index)
        # A black picture is too dark to go on by itself.
        assert live.latest().stage == "checking"
        assert "light" in {check.name for check in live.latest().checks if not check.ok}
        live.start()
        live.take(picture, 1.0)
        live.take(picture, 1.1)
        assert live.latest().stage == "running"
        assert live.latest().time_s == pytest.approx(0.1, abs=1e-4)
    finally:
        live.close()
    assert len(live.track()) == 2


def test_posting_keeps_the_other_fields() -> None:
    mailbox = Mailbox()
    mailbox.post(notice="a")
    before = mailbox.latest()
    mailbox.post(error="b")
    assert (before.notice, before.error) == ("a", "")
    assert (mailbox.latest().notice, mailbox.latest().error) == ("a", "b")


def test_a_source_without_a_recording_is_known_by_its_landmarks() -> None:
    track, same, changed = balance_track(), balance_track(), balance_track(knee_in_deg=5.0)
    assert source_of(track, None) == source_of(same, None)
    assert source_of(track, None).sha256 != source_of(changed, None).sha256
    assert source_of(track, None).name == "live session"


def test_what_is_counted_follows_from_where_the_cues_are_read() -> None:
    assert counted_kind(BALANCE) is None
    read = next(cue for cue in BALANCE.cues if cue.ask is None)
    assert counted_kind(replace(BALANCE, cues=(replace(read, phase="bottom"),))) == "rep"
    assert counted_kind(replace(BALANCE, cues=(replace(read, phase="stride"),))) == "stride"
    assert counted_kind(get("balance-step")) == "step"
    assert counted_kind(get("squat")) == "rep"
    assert counted_kind(get("hip-flexor-stretch")) is None


def test_repetitions_are_counted_from_the_first_look_on() -> None:
    read = next(cue for cue in BALANCE.cues if cue.ask is None)

    def find(track: PoseTrack, camera: object) -> list[Phase]:
        return [Phase("rep", None, start_s, start_s + 1.0) for start_s in np.arange(0.0, track.time_s[-1] - 2.0, 2.0)]

    exercise = replace(BALANCE, cues=(replace(read, phase="rep"),), find_phases=find)
    track = balance_track()
    assert assess(track.part(slice(0, 15)), exercise).count == Count(0, "repetitions")
    assert assess(track.part(slice(0, 35)), exercise).count == Count(1, "repetition")
    assert assess(track, exercise).count == Count(3, "repetitions")


@given(st.integers(2, 4 * MOST_FRAMES))
def test_a_long_track_is_thinned_evenly_and_keeps_its_last_frame(frames: int) -> None:
    nowhere = np.zeros((frames, 33, 3))
    track = PoseTrack(np.arange(frames) / 28, nowhere[..., :2], nowhere[..., 0], nowhere, (640, 480), "full")
    few = thinned(track)
    assert len(few) <= MOST_FRAMES
    assert len(few) == frames or len(few) > MOST_FRAMES / 2
    assert few.time_s[-1] == track.time_s[-1]
    assert np.ptp(np.diff(few.time_s)) < 1e-9


def test_the_limits_of_a_profile_count_live_too() -> None:
    profile = parse_profile("[single-leg-balance.knee_over_toes]\nmet = 60\nnot_met = 70\n", "ann.toml")
    track = balance_track(knee_in_deg=20.0)
    live = LiveSession(BALANCE, playing(track), options=Options("full", profile=profile))
    feed(live, track)
    report = live.analysis().report
    assert report.cues[0].id == "knee_over_toes"
    assert report.cues[0].verdict == "met"
    assert [(each.what, each.theirs) for each in report.adjusted] == [("met", 60.0), ("not_met", 70.0)]
    assert not any(standing.is_fault for standing in assess(track, BALANCE, live.options).standings)


def test_the_pelvis_is_read_from_the_pictures_of_a_session_as_from_a_film() -> None:
    """Nine degrees of drop painted on the waist: live and film give the same answer, and it is the painted one."""
    track = film(perform((2.0, Posture()), (6.0, Stances("left").one_leg()), fps=10.0), from_view("back"))
    small = replace(track, image_xy=track.image_xy / 4, size_px=(270, 480))
    pictures = [painted(small, row, waist(0.0 if time_s < 2.2 else 9.0).pixels) for row, time_s in times(small)]
    live = LiveSession(BALANCE, lambda: nullcontext(ReplayEstimator(small)), options=Options("full", tucked=True))
    for picture, time_s in zip(pictures, track.time_s, strict=True):
        live.take(picture, float(time_s))
    seen = live.analysis()
    frames = [Frame(row, float(t), pictures[row]) for row, t in times(small)]
    film_track = estimate(frames, ReplayEstimator(small), (270, 480))
    filmed = judged(film_track, BALANCE, seen.report.source, live.options)
    assert seen.report.cues == filmed.report.cues
    pelvis = next(each for each in seen.judged if each.cue.id == "pelvis_level")
    assert pelvis.pelvis is not None
    assert pelvis.pelvis.median_deg == pytest.approx(9.0, abs=1.5)


def times(track: PoseTrack) -> list[tuple[int, float]]:
    return [(row, round(float(time_s) * 90000) / 90000) for row, time_s in enumerate(track.time_s)]


def painted(track: PoseTrack, row: int, patch: Image) -> Image:
    """A picture that shows a patch where the patch of this pose is cut out."""
    place = patch_place(track.image_xy[row])
    assert place is not None
    centre, scale = place
    corner = centre - scale * (PATCH_PX - 1) / 2
    matrix = np.array([[scale, 0.0, corner[0]], [0.0, scale, corner[1]]])
    return np.asarray(cv2.warpAffine(patch, matrix, track.size_px, flags=cv2.INTER_CUBIC), np.uint8)
