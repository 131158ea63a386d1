"""How to score: the choices that most people never open, the same for every way in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from formcheck.app import texts
from formcheck.app.settings import settings
from formcheck.body_posture import BodyPosture
from formcheck.errors import FormcheckError
from formcheck.landmarks import Side
from formcheck.models import ModelName
from formcheck.profiles import Profile, parse_profile
from formcheck.scoring import Options


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered before the way in was chosen.

    flags : warning signs answered yes. tucked : whether the waistband shows, None if nobody said. height_cm : of the
    person, if it was said. posture : how the exercise is done, where there is a choice.
    """

    flags: tuple[str, ...] = ()
    tucked: bool | None = None
    height_cm: float | None = None
    posture: BodyPosture | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen. keep_clip, blur_faces : what becomes of the film. problem : why it will not do, in one line."""

    options: Options
    keep_clip: bool
    blur_faces: bool
    problem: str | None


def choices(key: str, told: Told, *, mirror: bool = True, slow: bool = False, fixed: bool = False) -> Choices:
    """Ask for the leg, the limits, and what is kept.

    mirror : ask whether the film is a mirror image. slow : ask whether it is slow motion. fixed : show the choices without letting them be changed.
    """
    with st.expander(texts.MORE):
        side = _side(f"{key}-leg", fixed=fixed)
        mirrored = mirror and st.toggle(
            texts.MIRRORED, help=texts.MIRRORED_HELP, key=f"{key}-mirrored", disabled=fixed
        )
        true_fps = (
            st.number_input(texts.TRUE_FPS, 1.0, 2000.0, None, help=texts.TRUE_FPS_HELP, key=f"{key}-fps")
            if slow
            else None
        )
        profile, problem = ask_profile(f"{key}-profile", fixed=fixed)
        blur = st.toggle(texts.BLUR, help=texts.BLUR_HELP, key=f"{key}-blur", disabled=fixed)
        keep = st.toggle(texts.KEEP_CLIPS, help=texts.KEEP_CLIPS_HELP, key=f"{key}-keep", disabled=blur or fixed)
    if problem:
        st.error(problem)
    options = Options(
        cast(ModelName, settings().model),
        side,
        mirrored,
        tucked=told.tucked,
        profile=profile,
        true_fps=true_fps,
        height_cm=told.height_cm,
    )
    return Choices(options, keep and not blur, blur, problem)


def _side(key: str, *, fixed: bool) -> Side | None:
    legs = list(texts.LEGS.values())
    leg = st.segmented_control(texts.LEG, legs, default=texts.LEGS[None], required=True, key=key, disabled=fixed)
    return cast(Side | None, next(side for side, words in texts.LEGS.items() if words == leg))


def ask_profile(key: str, *, fixed: bool = False) -> tuple[Profile | None, str | None]:
    """Ask for a file with the limits of one person; return them, and what is wrong with the file."""
    file = st.file_uploader(texts.PROFILE, type=["toml"], help=texts.PROFILE_HELP, key=key, disabled=fixed)
    if file is None:
        return None, None
    try:
        return parse_profile(file.getvalue().decode(), file.name), None
    except UnicodeDecodeError:
        return None, texts.PROFILE_NO_TEXT.format(name=file.name)
    except FormcheckError as problem:
        return None, str(problem)
