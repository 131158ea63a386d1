"""The report page: what a person reads on it, in which order, and what never stands there."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from page_reader import Page, page_of
from performances import balance, reworded, stretch

from formcheck import articles
from formcheck.errors import FormcheckError
from formcheck.merging import merge
from formcheck.metrics import METRICS
from formcheck.page import render_page
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.version import __version__
from formcheck.wording import changes

FORBIDDEN = re.compile(r"normal|\binjur|\bdiagnos", re.IGNORECASE)
BADGE_INK = "#000000"


@pytest.fixture(scope="module")
def knee_in() -> Page:
    return page_of(balance(knee_in_deg=15))


def test_red_flags_come_before_the_score(knee_in: Page):
    score = knee_in.text.index("At a glance")
    for flag in articles.RED_FLAGS:
        assert 0 < knee_in.text.index(flag.text) < knee_in.text.index(flag.quote) < score
    assert knee_in.text.index(articles.SEE_A_CLINICIAN) < score
    assert score < knee_in.text.index("3 of 5")


def test_a_flag_of_the_camera_stands_with_the_questions():
    analysis = balance()
    report = analysis.report.model_copy(update={"flags": ["The knee gave way at 3.2 s."]})
    text = Page(render_page([analysis], report, {})).text
    assert text.index("Seen in the film: The knee gave way at 3.2 s.") < text.index("At a glance")


def test_the_score_never_stands_without_its_coverage(knee_in: Page):
    assert "3 of 5 judged cues were met. 5 of 9 cues could be judged. 3 are questions to you, 1 could" in knee_in.text
    nothing = page_of(balance(view="right", hold_s=0.0))
    assert "No score: nothing could be judged from this film. 0 of 9 cues could be judged." in nothing.text
    assert "Film again first" in nothing.text


def test_every_cue_is_there_with_the_words_of_its_article():
    for analysis in (balance(knee_in_deg=15), stretch(heel_up_deg=20), balance(view="left")):
        text = page_of(analysis).text
        for cue in analysis.report.cues:
            assert f"“{cue.quote}”" in text
            assert articles.ARTICLES[cue.article].title in text
            assert (cue.ask or cue.says) in text


def test_cannot_tell_says_why_and_shows_no_number():
    analysis = balance(view="left")
    text = page_of(analysis).text
    for cue in analysis.report.cues:
        if cue.verdict == "cannot_tell" and cue.ask is None:
            assert cue.reason is not None
            assert cue.reason in text
    assert "°  ±" not in text
    assert "± 50°" not in page_of(balance()).text


def test_a_judged_cue_shows_estimate_limits_and_stretches(knee_in: Page):
    cue = balance(knee_in_deg=15).report.cues[0]
    number = f"{cue.estimate:.0f}° ± {cue.uncertainty:.0f}°"
    assert f"{number} Knee inward (FPPA); + means inward; median of the hold" in knee_in.text
    assert "Met up to 5°, not met beyond 10°, borderline in between." in knee_in.text
    assert "Beyond the limit: 3.3–6.6 s." in knee_in.text
    assert "either direction counts" in knee_in.text
    assert "(Ageberg et al. 2010)" in knee_in.text


def test_coaching_comes_with_what_is_not_met_or_borderline_only():
    analysis = balance(knee_in_deg=15)
    coached = {cue.coaching: cue.verdict for cue in analysis.report.cues if cue.ask is None}
    text = page_of(analysis).text
    for coaching, verdict in coached.items():
        assert (f"Try this: {coaching}" in text) == (verdict in ("not_met", "borderline"))


def test_what_to_change_first_is_what_is_farthest_beyond_its_limit():
    analysis = balance(knee_in_deg=15)
    assert [cue.id for cue in changes(analysis.report)] == ["knee_over_toes", "hold_time"]
    worse = reworded(analysis, "hold_time", estimate=-40.0)
    assert [cue.id for cue in changes(worse.report)] == ["hold_time", "knee_over_toes"]
    assert (
        changes(
            reworded(reworded(analysis, "hold_time", verdict="met"), "knee_over_toes", verdict="borderline").report
        )
        == []
    )


def test_signs_and_words_accompany_every_colour(knee_in: Page):
    for state in ("met", "not_met", "cannot_tell"):
        assert f"{STATE_SIGNS[state]} {STATE_WORDS[state]}" in knee_in.text


def test_text_from_outside_is_escaped():
    nasty = '<script>alert("x")</script> & <b>'
    analysis = balance(knee_in_deg=15, name=nasty + ".mp4")
    analysis = reworded(analysis, "pelvis_level", quote=nasty, says=nasty, reason=nasty, coaching=nasty, basis=nasty)
    page = page_of(analysis, video='"><i>.mp4')
    assert "script" not in page.tags
    assert page.text.count(nasty) >= 5
    assert "./%22%3E%3Ci%3E.mp4" in page.links


def test_the_page_stands_alone(knee_in: Page):
    assert "http" not in knee_in.html
    assert not knee_in.tags & {"script", "link", "iframe", "object", "embed", "base"}
    assert "@import" not in knee_in.html
    assert all(link.startswith("#") for link in knee_in.links)
    assert {link[1:] for link in knee_in.links} <= set(knee_in.ids)


def test_the_page_is_well_formed(knee_in: Page):
    assert knee_in.html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert len(set(knee_in.ids)) == len(knee_in.ids)
    assert knee_in.headings[0] == 1
    assert knee_in.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(knee_in.headings, knee_in.headings[1:], strict=False))


def test_key_frames_are_inside_the_page_with_words_for_those_who_cannot_see_them(tmp_path: Path):
    picture = tmp_path / "knee.jpg"
    picture.write_bytes(b"\xff\xd8 a picture")
    page = page_of(balance(knee_in_deg=15), {"knee_over_toes": picture, "no_such_cue": tmp_path / "none.jpg"})
    (image,) = page.images
    assert image["src"] == "data:image/jpeg;base64," + base64.b64encode(b"\xff\xd8 a picture").decode()
    assert image["alt"] == "Frame that shows this cue, front.mp4 at 3.4 s: not met"
    assert "front.mp4 at 3.4 s" in page.text


def test_a_key_frame_that_is_gone_is_an_error_for_people(tmp_path: Path):
    with pytest.raises(FormcheckError, match=r"cannot read the key frame, .*gone\.png: score the clip again"):
        page_of(balance(), {"steady": tmp_path / "gone.png"})


def test_judged_angles_have_their_chart(knee_in: Page):
    assert knee_in.html.count("<svg") == 2
    assert "svg" not in page_of(balance(view="left")).tags


def test_questions_have_boxes_to_tick_or_the_answer_that_was_given():
    analysis = balance()
    asked = [cue for cue in analysis.report.cues if cue.ask is not None]
    boxes = 2 * (len(articles.RED_FLAGS) + len(asked))
    assert page_of(analysis).html.count('class="box"') == boxes
    answered = reworded(analysis, asked[0].id, answer="yes")
    assert page_of(answered).html.count('class="box"') == boxes - 2
    assert f"{asked[0].ask} you said: yes" in page_of(answered).text


def test_film_checks_stand_worst_first_with_what_to_change():
    page = page_of(balance(view="left"))
    failed = [check.message for check in balance(view="left").report.film if not check.ok]
    assert page.text.count("Change:") == len(failed)
    film = page.text[page.text.index("The film") :]
    positions = [film.index(check.message) for check in balance(view="left").report.film]
    assert positions == sorted(positions)


def test_other_readings_are_said_not_to_be_judged():
    analysis = stretch()
    assert analysis.report.metrics
    readings = page_of(analysis).text.partition("Measured as well, and not judged . What Reading Sign ")[2]
    assert all(METRICS[name].label in readings for name in analysis.report.metrics)
    without = analysis.report.model_copy(update={"metrics": {}})
    assert "Other readings" not in Page(render_page([analysis], without, {})).text


def test_two_clips_share_one_page_and_each_cue_names_its_clip(tmp_path: Path):
    side, back = stretch(heel_up_deg=20, name="side.mp4"), stretch(view="back", name="back.mp4")
    report = merge([side.report, back.report])
    picture = tmp_path / "knee.png"
    picture.write_bytes(b"png")
    page = Page(render_page([side, back], report, {"knee_over_toes": picture}))
    assert len(set(page.ids)) == len(page.ids)
    assert "from the left side, 0° off" in page.text
    assert "from behind, 0° off" in page.text
    assert page.images[0]["alt"].startswith("Frame that shows this cue, back.mp4")
    assert {chart.split("-")[0] for chart in page.ids if chart.endswith("-figure_1")} == {
        "knee_over_toes",
        "heel_flat",
        "back_knee_straight",
    }


def test_the_chart_is_that_of_the_clip_that_gave_the_answer():
    clean, fault = balance(name="clean.mp4"), balance(knee_in_deg=15, name="fault.mp4")
    for clips in ([clean, fault], [fault, clean]):
        text = Page(render_page(clips, merge([clip.report for clip in clips]), {})).text
        assert f"worst {fault.report.cues[0].estimate:.0f}° at 3.4 s" in text


def test_the_end_says_what_this_is_and_what_it_is_not(knee_in: Page):
    assert knee_in.text.endswith(f"{articles.DISCLAIMER} formcheck {__version__}, model heavy")
    assert "typical values" in knee_in.text
    assert "One camera cannot see depth" in knee_in.text


def test_words_that_are_not_ours_to_say_never_appear():
    for analysis in (balance(knee_in_deg=15), stretch(heel_up_deg=20)):
        assert not FORBIDDEN.search(page_of(analysis).text.replace(articles.DISCLAIMER, ""))


def test_references_are_those_that_were_used(knee_in: Page):
    assert "Ageberg et al. 2010, BMC" in knee_in.text
    assert "Johanson" not in knee_in.text
    assert "Plane geometry" not in knee_in.text


def test_the_same_report_gives_the_same_page():
    assert page_of(balance(knee_in_deg=15)).html == page_of(balance(knee_in_deg=15)).html


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_everything_can_be_read(knee_in: Page):
    style = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", knee_in.html))
    for text in ("ink", "quiet", "link"):
        for ground in ("paper", "ground"):
            assert contrast(style[text], style[ground]) >= 4.5
    for colour in STATE_COLOURS.values():
        assert contrast(BADGE_INK, colour) >= 4.5


def test_advice_is_quoted_with_its_article_after_the_verdicts() -> None:
    page = Page(render_page([balance(0.0)], balance(0.0).report, {}))
    text = " ".join(page.texts)
    for advice in articles.ADVICE:
        assert advice.quote in text
    assert text.index("Cue by cue") < text.index("Beside the exercise") < text.index("How this was measured")
