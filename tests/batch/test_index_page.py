from __future__ import annotations

from collections import Counter
from dataclasses import replace

from batch_fakes import cue_row

from formcheck.batch.index_page import MOST_CLIPS, index_html, totals
from formcheck.batch.rows import ClipRow, CueRow


def cue(clip: str, name: str, verdict: str, key_frame: str | None = None) -> CueRow:
    return cue_row(clip, name, verdict, "squat", key_frame=key_frame, report=f"reports/{clip}/r.html")


def scored(name: str, score: float = 0.5) -> ClipRow:
    return ClipRow(
        name, "scored", exercise="squat", met=1, judged=2, total=3, score=score, report=f"reports/{name}/r.html"
    )


def test_totals_count_every_verdict_of_every_cue() -> None:
    cues = [cue("a", "depth", "met"), cue("b", "depth", "met"), cue("c", "depth", "not_met"), cue("a", "arch", "met")]
    assert totals(cues) == [("squat", "arch", Counter(met=1)), ("squat", "depth", Counter(met=2, not_met=1))]


def test_a_row_shows_what_to_change_worst_first_with_its_frames() -> None:
    cues = [
        cue("a.mp4", "depth", "borderline", "reports/a.mp4/keyframes/depth.jpg"),
        cue("a.mp4", "steady", "not_met", "reports/a.mp4/keyframes/steady.jpg"),
        cue("a.mp4", "foot_angle", "met", "reports/a.mp4/keyframes/foot_angle.jpg"),
    ]
    page = index_html([scored("a.mp4")], cues, 3)
    assert "1 of 3 clips" in page
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    assert body.index("steady.small.jpg") < body.index("depth.small.jpg")
    assert "foot_angle" not in body
    assert 'data-verdicts="not_met borderline"' in body


def test_names_are_text_and_links_never_markup() -> None:
    name = "<b>50 % & #1?.mp4"
    page = index_html([scored(name)], [cue(name, "depth", "met")], 1)
    assert "<b>" not in page
    assert "&lt;b&gt;50 % &amp; #1?.mp4" in page
    assert 'href="reports/%3Cb%3E50%20%25%20%26%20%231%3F.mp4/r.html"' in page


def test_of_very_many_clips_the_worst_are_shown() -> None:
    clips = [scored(f"{number:05}.mp4", 1.0) for number in range(MOST_CLIPS)] + [scored("worst.mp4", 0.0)]
    page = index_html([*clips, ClipRow("broken.mp4", "failed", "broken")], [], len(clips) + 1)
    assert page.count("<tr data-exercises") == MOST_CLIPS
    assert "worst.mp4" in page
    assert "broken.mp4" in page
    assert f"The {MOST_CLIPS} with the lowest scores are shown" in page


def test_the_parts_of_a_cut_clip_are_told_apart_in_one_row() -> None:
    report = "reports/a.mp4/{}-squat/report.html"
    cues = [
        cue_row("a.mp4", "depth", "met", "squat", 1, report=report.format(1)),
        cue_row("a.mp4", "depth", "not_met", "squat", 2, report=report.format(2), key_frame="reports/2/depth.jpg"),
    ]
    page = index_html([replace(scored("a.mp4"), parts=2)], cues, 1)
    assert page.count("<tr data-exercises") == 1
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    for number, times in ((1, "0.0–10.0 s"), (2, "10.0–20.0 s")):
        assert f'<a href="{report.format(number)}">part {number}</a> <span class="soft">{times}</span>' in body
    assert body.count('<div class="soft">part') == 1  # only one of them has something to change
    assert 'title="not met: depth (part 2)"' in body


def test_a_clip_of_two_exercises_is_found_by_either() -> None:
    cues = [cue_row("a.mp4", "depth", "met", "squat"), cue_row("a.mp4", "heel_flat", "met", "calf-stretch", 2)]
    page = index_html([replace(scored("a.mp4"), exercise="squat, calf-stretch", parts=2)], cues, 1)
    assert 'data-exercises="squat calf-stretch"' in page
    assert "<option>calf-stretch</option><option>squat</option>" in "".join(page.split())


def test_what_is_wrong_with_the_film_is_there_to_be_opened() -> None:
    page = index_html([scored("a.mp4"), replace(scored("b.mp4"), film_problems="The film is <dark>.")], [], 2)
    assert page.count("<details") == 1
    assert "<summary>about the film</summary>The film is &lt;dark&gt;.</details>" in page


def test_what_was_not_scored_says_so_in_words() -> None:
    rows = [ClipRow("a.mp4", "failed", "the file is broken"), ClipRow("b.mp4", "unknown", "name it")]
    page = index_html(rows, [], 2)
    assert '<span class="failed">failed</span>' in page
    assert '<span class="unknown">unknown exercise</span>' in page


def test_a_page_without_one_scored_clip_has_no_empty_totals() -> None:
    page = index_html([ClipRow("a.mp4", "failed", "the file is broken")], [], 1)
    assert "the file is broken" in page
    assert "Per cue" not in page
    assert "#per-cue" not in page
    assert "Per cue" in index_html([scored("a.mp4")], [cue("a.mp4", "depth", "met")], 1)


def test_nothing_to_change_is_said_and_is_not_the_same_as_nothing_judged() -> None:
    good = index_html([scored("a.mp4")], [cue("a.mp4", "depth", "met")], 1)
    unseen = index_html([replace(scored("a.mp4"), judged=0)], [cue("a.mp4", "depth", "cannot_tell")], 1)
    faulty = index_html([scored("a.mp4")], [cue("a.mp4", "depth", "not_met")], 1)
    assert "nothing that was judged" in good
    assert "nothing could be judged" in unseen
    assert "nothing" not in faulty[faulty.index("<tbody>") : faulty.index("</tbody>")]


def test_an_exercise_that_was_recognised_says_so() -> None:
    rows = [replace(scored("a.mp4"), chosen="recognised"), replace(scored("b.mp4"), chosen="given")]
    assert index_html(rows, [], 2).count(">recognised<") == 1
