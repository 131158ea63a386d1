"""What a batch says while it goes on: a bar in a terminal, lines without control characters in a log."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from batch_fakes import fill
from typer.testing import CliRunner

from formcheck.batch.standing import Standing
from formcheck.cli import app
from formcheck.commands.batch_progress import EVERY_S, _lines, standing_shown


class Terminal(io.StringIO):
    """Standard error that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_in_a_log_there_is_a_plain_line_now_and_then_and_one_at_the_end() -> None:
    clock, log = [0.0], io.StringIO()
    with _lines(log, lambda: clock[0]) as show:
        for done in range(6):
            show(Standing(done, 5, 100.0))
            clock[0] += EVERY_S / 2
    assert log.getvalue().splitlines() == [
        "0 of 5 clips, about 2 min left",
        "2 of 5 clips, about 2 min left",
        "4 of 5 clips, about 2 min left",
        "5 of 5 clips",
    ]


def test_a_terminal_shows_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with standing_shown(terminal) as show:
        show(Standing(3, 19, 250.0))
    assert "3 of 19 clips, about 4 min left" in terminal.getvalue()


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_says_that_nothing_is_lost(ending: type[BaseException]) -> None:
    log = io.StringIO()

    def interrupted() -> None:
        with standing_shown(log) as show:
            show(Standing(3, 19))
            raise ending

    with pytest.raises(ending):
        interrupted()
    assert log.getvalue().endswith("Stopped: 3 of 19 clips are done. Run the same command again: it goes on.\n")


def test_sending_without_a_cluster_is_bad_usage(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": ""})
    result = CliRunner().invoke(app, ["batch", str(tmp_path), "--out", str(tmp_path / "out"), "--send"])
    assert result.exit_code == 2
    assert "--cluster" in result.output
