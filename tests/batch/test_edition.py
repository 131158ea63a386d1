from __future__ import annotations

from pathlib import Path

from batch_fakes import fill

from formcheck.batch.edition import _mark, edition
from formcheck.version import __version__


def test_the_edition_names_the_version() -> None:
    assert edition().startswith(f"{__version__}+")


def test_a_rule_or_a_table_that_changes_makes_another_edition_and_a_page_does_not(tmp_path: Path) -> None:
    package = {"judging.py": "1", "measurement_table.csv": "1", "gait/table.csv": "1", "app/page.py": "1"}
    before = _mark(fill(tmp_path, package))
    assert _mark(fill(tmp_path, {"app/page.py": "2", "__pycache__/judging.pyc": "2", "notes.md": "2"})) == before
    marks = {_mark(fill(tmp_path, {name: "2"})) for name in ("judging.py", "measurement_table.csv", "gait/table.csv")}
    assert len(marks | {before}) == 4
