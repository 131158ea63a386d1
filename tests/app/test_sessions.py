"""Reports with all their files, and nothing left behind after a problem."""

import json

import pytest
from kept_sessions import draw_film, keep_session, knee_in

from formcheck.errors import FormcheckError
from formcheck.jobs import Cancelled
from formcheck.review import MARK, reviewed, reviewed_json, reviewed_page
from formcheck.sessions import Keeping, keep


def files_of(store):
    return {path.name for path in (store.folder / "reports").rglob("*") if path.is_file()}


def test_every_file_is_kept_but_the_film_only_if_wanted(store, tmp_path):
    kept = store.report(keep_session(store, knee_in(25.0), tmp_path / "a"))
    assert {"report.json", "report.html", "angles.csv", "annotated.mp4", "timeline.json"} <= files_of(store)
    assert "knee_over_toes.jpg" in files_of(store)
    assert kept.clips[0].original is None
    with_film = store.report(keep_session(store, knee_in(25.0), tmp_path / "b", keep_clips=True))
    assert with_film.clips[0].original.read_bytes() == (tmp_path / "b" / "front.mp4").read_bytes()


def test_a_blurred_session_never_keeps_the_film(store, tmp_path):
    kept = store.report(keep_session(store, knee_in(25.0), tmp_path, keep_clips=True, blur_faces=True))
    assert kept.clips[0].original is None
    assert "clip.mp4" not in files_of(store)


def test_a_cancel_while_drawing_leaves_nothing(store, tmp_path):
    analysis = knee_in(25.0)
    film = draw_film(analysis, tmp_path / "front.mp4")

    def stop(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        keep(analysis.report, [analysis], [film], Keeping("P01"), store, stop)
    assert files_of(store) == set()
    assert store.reports() == []


def test_a_person_without_a_label_leaves_nothing(store, tmp_path):
    with pytest.raises(FormcheckError, match="not a label"):
        keep_session(store, knee_in(25.0), tmp_path, person=" ")
    assert files_of(store) == set()


def test_the_exported_report_carries_the_therapists_verdict_beside_ours(store, session):
    store.add_review(session, "knee_over_toes", "borderline", "<b>only</b> a little", "AB")
    stored = store.report(session)
    (review,) = json.loads(reviewed_json(stored))["reviews"]
    assert (review["formcheck"], review["therapist"], review["reviewer"]) == ("not_met", "borderline", "AB")
    page = reviewed_page(stored)
    assert "The therapist’s verdicts beside formcheck’s" in page
    assert "borderline</strong> (overruled)" in page
    assert "&lt;b&gt;only&lt;/b&gt; a little" in page
    assert MARK not in page


def test_a_report_without_additions_has_no_place_for_them(store, session):
    page = reviewed_page(store.report(session))
    assert "therapist’s verdicts" not in page
    assert "Warning signs you reported" not in page
    assert reviewed(store.report(session)).reviews == []


def test_a_page_that_is_gone_is_one_line(store, session):
    stored = store.report(session)
    (stored.folder / "report.html").unlink()
    with pytest.raises(FormcheckError, match="the page of this report is gone"):
        reviewed_page(stored)
