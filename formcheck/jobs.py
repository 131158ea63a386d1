"""Long work beside the pages: one order after the other, with progress, a way to stop it, and a result."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from formcheck.errors import FormcheckError
from formcheck.scoring import Progress

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
Work = Callable[[Progress], tuple[str, ...]]
"""Does the work, tells its progress, and returns what it made, such as the ids of reports."""

KEPT = 50
"""So many jobs are remembered; the oldest that ended is forgotten first."""


class Cancelled(BaseException):
    """Raised inside the work at its next progress call; no ``except Exception`` can hold it up."""


@dataclass(slots=True)
class Step:
    """One part of the work: what is being done, and how far and how fast it is.

    first : what was done already when it began. moved_s : when something was last done.
    """

    what: str
    done: int
    total: int | None
    began_s: float
    now_s: float
    first: int = 0
    moved_s: float | None = None

    @property
    def _last_s(self) -> float:
        return self.now_s if self.moved_s is None else self.moved_s

    @property
    def per_s(self) -> float:
        """How much is done in a second; 0 as long as nothing can be said."""
        return (self.done - self.first) / (self._last_s - self.began_s) if self._last_s > self.began_s else 0.0

    @property
    def left_s(self) -> float | None:
        """How long this part will still take, None while that is unknown; it shrinks while nothing is done."""
        if not self.total or self.per_s <= 0:
            return None
        return max((self.total - self.done) / self.per_s - (self.now_s - self._last_s), 0.0)


@dataclass(slots=True)
class Job:
    """One piece of long work as a page may look at it at any time.

    result : what the work returned. problem : one line about what went wrong, for people. error : the same in parts,
    where a person can act on it.
    """

    name: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: JobState = "waiting"
    step: Step | None = None
    result: tuple[str, ...] = ()
    problem: str | None = None
    error: FormcheckError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.state in ("done", "failed", "cancelled")

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Take note of the progress; raises Cancelled if somebody asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now_s = time.monotonic()
        same = self.step if self.step and self.step.what == what and self.step.total is not None else None
        began_s, first = (same.began_s, same.first) if same else (now_s, done)
        moved_s = same.moved_s if same and same.done == done else now_s
        self.step = Step(what, done, total, began_s, now_s, first, moved_s)


class Jobs:
    """Does jobs one after the other on threads of its own, and remembers them by id."""

    def __init__(self, workers: int = 1) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="formcheck-job")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, name: str, work: Work) -> Job:
        """Put work in the queue and return its job."""
        job = Job(name)
        with self._lock:
            self._forget()
            self._jobs[job.id] = job
        self._pool.submit(_run, job, work)
        return job

    def get(self, job_id: str) -> Job | None:
        """Return a job, or None if it is not known any more."""
        return self._jobs.get(job_id)

    def close(self) -> None:
        """Stop every job and wait for the threads."""
        for job in list(self._jobs.values()):
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _forget(self) -> None:
        ended = [job_id for job_id, job in self._jobs.items() if job.ended]
        for job_id in ended[: max(len(self._jobs) - KEPT + 1, 0)]:
            del self._jobs[job_id]


def _run(job: Job, work: Work) -> None:
    try:
        job.tell(job.name, 0, None)
        job.state = "running"
        job.result = work(job.tell)
        job.state = "done"
    except Cancelled:
        job.state = "cancelled"
    except FormcheckError as problem:
        job.problem, job.error, job.state = str(problem), problem, "failed"
    except Exception as problem:
        # A thread's exception reaches nobody: say what is known, the page shows it.
        job.problem, job.state = f"{type(problem).__name__}: {problem}", "failed"
