"""Work beside the pages: progress, cancel, results and problems."""

import threading
import time

import pytest

from formcheck.errors import FormcheckError
from formcheck.jobs import KEPT, Job, Jobs, Step

PATIENCE_S = 20.0


@pytest.fixture
def jobs():
    queue = Jobs()
    yield queue
    queue.close()


def ended(job):
    until_s = time.monotonic() + PATIENCE_S
    while not job.ended and time.monotonic() < until_s:
        time.sleep(0.005)
    assert job.ended
    return job


def test_the_result_and_the_last_step_can_be_read(jobs):
    def work(progress):
        progress("counting", 1, 4)
        progress("counting", 4, 4)
        return ("report",)

    job = ended(jobs.start("clip.mp4", work))
    assert (job.state, job.result) == ("done", ("report",))
    assert (job.step.what, job.step.done, job.step.total) == ("counting", 4, 4)


def test_a_cancelled_job_stops_at_its_next_step_even_if_it_catches_exceptions(jobs):
    begun = threading.Event()

    def work(progress):
        for number in range(1_000_000):
            begun.set()
            try:
                progress("counting", number, None)
            except Exception:
                continue
            time.sleep(0.001)
        return ("never",)

    job = jobs.start("clip.mp4", work)
    assert begun.wait(PATIENCE_S)
    job.cancel()
    assert ended(job).state == "cancelled"
    assert job.result == ()


def test_a_job_cancelled_while_it_waits_never_begins(jobs):
    gate, ran = threading.Event(), []
    first = jobs.start("first", lambda _: (str(gate.wait(PATIENCE_S)),))
    second = jobs.start("second", lambda _: ran.append(1) or ())
    second.cancel()
    gate.set()
    assert ended(first).state == "done"
    assert ended(second).state == "cancelled"
    assert ran == []


def test_a_problem_becomes_one_line_for_people(jobs):
    def refuse(_):
        raise FormcheckError("nobody was found", "clip.mp4", "film a person")

    def stumble(_):
        raise ValueError("odd")

    assert ended(jobs.start("clip.mp4", refuse)).problem == "nobody was found, clip.mp4: film a person"
    assert ended(jobs.start("clip.mp4", stumble)).problem == "ValueError: odd"


def test_old_jobs_are_forgotten_and_unknown_ones_are_none(jobs):
    first = ended(jobs.start("first", lambda _: ()))
    for number in range(KEPT):
        ended(jobs.start(str(number), lambda _: ()))
    assert jobs.get(first.id) is None
    assert jobs.get("nonsense") is None


def test_speed_and_time_left_come_from_the_step():
    step = Step("frames", done=30, total=90, began_s=100.0, now_s=102.0)
    assert (step.per_s, step.left_s) == (15.0, 4.0)
    assert Step("frames", 0, 90, 100.0, 100.0).left_s is None


def test_what_was_done_already_is_no_speed_and_time_left_shrinks_while_nothing_is_done():
    step = Step("films", done=6, total=10, began_s=100.0, now_s=108.0, first=4, moved_s=104.0)
    assert step.per_s == 0.5  # two in the four seconds until the last was done
    assert step.left_s == 4.0  # four more take eight, of which four are over
    step.now_s = 130.0
    assert step.left_s == 0.0


def test_the_clock_stands_while_nothing_is_done():
    job = Job("clips")
    job.tell("films", 3, 10)
    job.tell("films", 4, 10)
    moved_s = job.step.moved_s
    job.tell("films", 4, 10)
    assert (job.step.first, job.step.moved_s) == (3, moved_s)


def test_a_new_part_of_the_work_starts_its_own_clock():
    job = Job("clip")
    job.tell("finding", 5, 10)
    began_s = job.step.began_s
    job.tell("finding", 6, 10)
    assert job.step.began_s == began_s
    job.tell("drawing", 0, 10)
    assert (job.step.what, job.step.done) == ("drawing", 0)
    assert job.step.began_s >= began_s
