"""Run as a script: runs a batch again and again, each time killed at a random moment, until one runs to its end.

Its processes are forked from here, where no other thread runs, so that ten of them take a second.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from batch_fakes import fake_score

from formcheck.batch import runner
from formcheck.batch.runner import BatchOptions, run_batch
from formcheck.scoring import Options


def run(folder: str, out: Path) -> None:
    runner.run_locally = lambda tasks, workers: (fake_score(task) for task in tasks)
    run_batch(folder, out, BatchOptions("calf-stretch", Options(workers=1), workers=1))


def main(folder: str, out: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(kills):
        child = os.fork()
        if not child:
            run(folder, out)
            os._exit(0)
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended")
    run(folder, out)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
