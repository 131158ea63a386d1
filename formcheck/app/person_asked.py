"""What is asked of the person before a film: how the exercise is done, and how tall they are."""

from __future__ import annotations

import streamlit as st

from formcheck.app.kept import store
from formcheck.app.texts import asked as texts
from formcheck.exercises import Exercise

LEAST_CM, MOST_CM = 50.0, 250.0


def ask_form(exercise: Exercise, *, fixed: bool = False) -> Exercise:
    """Ask in which posture an exercise is done, where it has several; return it as it is done.

    fixed : show the choice without letting it be changed.
    """
    if not exercise.variants:
        return exercise
    words = {form.kept: form_words(form) for form in exercise.forms}
    chosen = st.segmented_control(
        texts.POSTURE,
        list(words),
        format_func=lambda posture: words[posture],
        default=exercise.kept,
        required=True,
        help=texts.POSTURE_HELP,
        key=f"posture-{exercise.id}",
        disabled=fixed,
    )
    return exercise.in_posture(chosen or exercise.kept)


def form_words(form: Exercise) -> str:
    """Say how an exercise is done: what its title adds, else its posture.

    >>> from formcheck.exercises import get
    >>> [form_words(form) for form in get("hip-abduction").forms]
    ['Standing', 'Lying on the side']
    """
    words = form.title.partition(", ")[2] or form.kept
    return words[:1].upper() + words[1:]


def ask_height(person: str, *, fixed: bool = False) -> float | None:
    """Ask for the height of a person in cm; the one that was last said for them stands there already.

    fixed : show it without letting it be changed.
    """
    key = f"height-{person}"
    known_cm = None if key in st.session_state else said_height(person)
    height_cm = st.number_input(
        texts.HEIGHT,
        LEAST_CM,
        MOST_CM,
        known_cm,
        step=1.0,
        format="%.0f",
        placeholder=texts.HEIGHT_EXAMPLE,
        help=texts.HEIGHT_HELP,
        key=key,
        disabled=fixed,
    )
    return None if height_cm is None else float(height_cm)


def said_height(person: str) -> float | None:
    """Return the height in cm with the person's newest report that has one, None if it was never said."""
    heights_cm = (stored.report.height_cm for stored in store().reports(person))
    return next((height_cm for height_cm in heights_cm if height_cm is not None), None)
