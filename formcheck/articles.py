"""The four articles whose cues are checked, their red flags and the advice that no camera can judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its title and who published it."""

    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of ours with the words of the article it stands on."""

    text: str
    quote: str
    article: str


ARTICLES: dict[str, Article] = {
    "A0": Article(
        "Why Do I Get Knee Pain When I Walk? How To Get Rid Of Knee Pain Fast",
        "an online physiotherapy guide",
    ),
    "A1": Article("Knee Pain From Walking", "One Body LDN"),
    "A2": Article("Walking Good for Knee Pain? The Surprising Truth", "Activ Physiotherapy"),
    "A3": Article("Why Do My Knees Hurt When I Run? A Physical Therapist Explains", "BarBend"),
}

RED_FLAGS: tuple[Quoted, ...] = (
    Quoted("Does the pain get worse during or after walking?", "the pain worsens during or after walking", "A2"),
    Quoted("Is the knee badly swollen, red or warm?", "severe swelling, redness, or warmth around the knee", "A2"),
    Quoted(
        "Does the knee feel unstable, or does it often give way?",
        "instability or frequent knee buckling",
        "A2",
    ),
    Quoted(
        "Is the pain strong enough to change how you move, or does it stay throughout?",
        "causes you to change your running form through gait compensations, or it continues throughout the run",
        "A3",
    ),
)
"""Questions to the person. One yes stands above every score; the camera can add a flag, never clear one."""

ADVICE: tuple[Quoted, ...] = (
    Quoted(
        "Get to know your own case",
        "it's a good idea to get one-on-one help from an expert",
        "A0",
    ),
    Quoted("Wear supportive shoes", "Choose cushioned, well-fitting walking shoes", "A2"),
    Quoted("Start slowly", "Begin with short distances and a comfortable pace", "A2"),
    Quoted("Walk on soft ground", "Grass, synthetic tracks, or treadmills are gentler on your knees", "A2"),
    Quoted(
        "Know when to stop",
        "If the pain is more severe and causes you to change your running form through gait compensations, or it "
        "continues throughout the run, it is best to stop",
        "A3",
    ),
)
"""What the articles advise beside the exercises: quoted after the verdicts, never scored."""

SEE_A_CLINICIAN = (
    "If any answer is yes, stop and see a physiotherapist or doctor before you go on with this exercise."
)

DISCLAIMER = (
    "formcheck compares what one camera shows with what four physiotherapy articles ask for and with typical values. "
    "It does not diagnose, and it does not replace a professional who sees you."
)
