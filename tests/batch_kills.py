"""Run as a script: a batch with two worker processes, killed at ten random moments, each time begun again.

All processes are forked from here, where no other thread runs, so that beginning again takes no time.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from batch_fakes import fake_score

from formcheck.batch import pools, runner
from formcheck.batch.runner import BatchOptions, run_batch
from formcheck.scoring import Options

WORKERS = 2
LONGEST_S = 0.2


def run(folder: str, out: Path) -> None:
    pools.get_context = lambda how: get_context("fork")
    runner.run_locally = partial(pools.run_locally, score=fake_score)
    run_batch(folder, out, BatchOptions("calf-stretch", Options(workers=1), workers=WORKERS))


def main(folder: str, out: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(kills):
        child = os.fork()
        if not child:
            run(folder, out)
            os._exit(0)
        time.sleep(chance.uniform(0.0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)
    run(folder, out)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
