from __future__ import annotations

import pytest

from formcheck.errors import FormcheckError


def test_text_says_what_where_and_what_to_do() -> None:
    assert (
        str(FormcheckError("no such file", "clip.mp4", "check the path")) == "no such file, clip.mp4: check the path"
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\t", "   "])
def test_text_is_one_line_whatever_came_in(break_: str) -> None:
    text = str(FormcheckError(f"could not{break_}read", f"a{break_}b.mp4", f"copy it{break_}again"))
    assert text == "could not read, a b.mp4: copy it again"


def test_parts_can_be_read_one_by_one() -> None:
    problem = FormcheckError("nobody was found", "clip.mp4", "film one person")
    assert (problem.what, problem.where, problem.todo) == ("nobody was found", "clip.mp4", "film one person")
