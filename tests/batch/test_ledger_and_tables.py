from __future__ import annotations

import csv
import errno
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch_fakes import cue_row, fake_outcome

from formcheck.batch.ledger import NAME, Entry, Ledger
from formcheck.batch.rows import ClipRow
from formcheck.batch.tables import PART, drop_parts, write_tables, write_whole
from formcheck.errors import FormcheckError


def entry(name: str, stamp: str = "s") -> Entry:
    outcome = fake_outcome(name)
    return Entry(stamp, outcome.clip, outcome.cues)


def kept(folder: Path, *names: str) -> bytes:
    with Ledger(folder) as ledger:
        for name in names:
            ledger.add(entry(name))
    return (folder / NAME).read_bytes()


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    kept(tmp_path, "a.mp4", "b.mp4")
    with Ledger(tmp_path) as ledger:
        assert ledger.entries == {"a.mp4": entry("a.mp4"), "b.mp4": entry("b.mp4")}
        assert ledger.is_done("a.mp4", "s")
        assert not ledger.is_done("a.mp4", "changed")
        assert not ledger.is_done("c.mp4", "s")


def test_cut_off_anywhere_it_holds_the_whole_lines_and_goes_on(tmp_path: Path) -> None:
    data = kept(tmp_path, "a.mp4", "b.mp4")
    first = data.index(b"\n") + 1
    for cut in (0, 1, first - 1, first, first + 1, len(data) - 1):
        (tmp_path / NAME).write_bytes(data[:cut])
        with Ledger(tmp_path) as ledger:
            assert set(ledger.entries) == ({"a.mp4"} if cut >= first else set())
            ledger.add(entry("c.mp4"))
        with Ledger(tmp_path) as ledger:
            assert set(ledger.entries) == ({"a.mp4", "c.mp4"} if cut >= first else {"c.mp4"})


def test_the_later_of_two_lines_counts(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(entry("a.mp4", "old"))
        ledger.add(entry("a.mp4", "new"))
    with Ledger(tmp_path) as ledger:
        assert ledger.is_done("a.mp4", "new")
        assert len(ledger.entries) == 1


@pytest.mark.parametrize(
    "line", [b"{}\n", b"nonsense\n", b'{"stamp": "s", "clip": {"other": 1}, "cues": []}\n', b"3\n"]
)
def test_a_line_of_another_version_is_as_good_as_none(tmp_path: Path, line: bytes) -> None:
    (tmp_path / NAME).write_bytes(line)
    with Ledger(tmp_path) as ledger:
        assert ledger.entries == {}


def test_fresh_forgets(tmp_path: Path) -> None:
    kept(tmp_path, "a.mp4")
    with Ledger(tmp_path, fresh=True) as ledger:
        assert ledger.entries == {}


def test_csv_and_parquet_hold_the_same(tmp_path: Path) -> None:
    clips = [fake_outcome("a, b.mp4").clip, ClipRow("c.mp4", "failed", 'not "whole"')]
    cues = [cue_row("a, b.mp4", "heel_flat", "met", estimate=3.25, n=2)]
    write_tables(tmp_path, clips, cues)
    for name in ("clips", "results"):
        with (tmp_path / f"{name}.csv").open(newline="", encoding="utf-8-sig") as file:
            from_csv = list(csv.DictReader(file))
        from_parquet = pq.read_table(tmp_path / f"{name}.parquet").to_pylist()
        assert from_csv == [
            {column: "" if value is None else str(value) for column, value in row.items()} for row in from_parquet
        ]
    assert from_parquet[0]["estimate"] == 3.25
    assert from_parquet[0]["worst_s"] is None


def test_a_name_that_is_no_text_is_written_all_the_same(tmp_path: Path) -> None:
    write_tables(tmp_path, [ClipRow("caf\udce9.mp4", "failed", "broken")], [])
    assert "caf\\udce9.mp4" in (tmp_path / "clips.csv").read_text()


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "file", b"old")

    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_what_a_killed_process_left_half_written_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "reports" / "a.mp4"):
        write_whole(folder / "whole.json", b"{}")
        (folder / PART.format("0" * 32)).touch()
    drop_parts(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["whole.json"] * 2
    drop_parts(tmp_path / "of nothing")


def test_an_interrupt_while_the_disk_is_waited_for_loses_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with Ledger(tmp_path) as ledger:
        monkeypatch.setattr("os.fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.add(entry("a.mp4"))
        assert set(ledger.entries) == {"a.mp4"}


HOLDS = """
import sys
from pathlib import Path
from formcheck.batch.ledger import Ledger

with Ledger(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_batches_never_write_into_one_folder_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    before = kept(tmp_path, "a.mp4")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, tmp_path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        for fresh in (False, True):
            with pytest.raises(FormcheckError, match=r"another batch is writing there.*wait until it ends"):
                Ledger(tmp_path, fresh=fresh)
        assert (tmp_path / NAME).read_bytes() == before
    finally:
        holder.kill()
        holder.communicate()
    with Ledger(tmp_path) as ledger:
        assert set(ledger.entries) == {"a.mp4"}


def test_a_folder_that_knows_no_locks_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.lockf", refuse)
    assert kept(tmp_path, "a.mp4")


def test_a_table_opens_in_excel_with_the_names_and_signs_that_it_holds(tmp_path: Path) -> None:
    write_tables(tmp_path, [ClipRow("Müller ±1°.mp4", "failed", "broken")], [])
    assert (tmp_path / "clips.csv").read_bytes().startswith(b"\xef\xbb\xbfclip,status,")
    assert pq.read_table(tmp_path / "clips.parquet").to_pylist()[0]["clip"] == "Müller ±1°.mp4"


def test_numbers_in_parquet_are_numbers_and_what_was_not_measured_is_null(tmp_path: Path) -> None:
    write_tables(tmp_path, [fake_outcome("a.mp4").clip], [cue_row("a.mp4", "steady", "cannot_tell")])
    clips, results = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("clips", "results"))
    numbers = {"duration_s", "fps", "coverage", "score", "seconds"}
    assert {field.name for field in clips.schema if str(field.type) == "double"} == numbers
    assert {field.name for field in clips.schema if str(field.type) == "int64"} == {"parts", "met", "judged", "total"}
    assert results.column("estimate").null_count == 1
    assert str(results.schema.field("estimate").type) == "double"
