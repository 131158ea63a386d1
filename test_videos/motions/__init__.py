"""One small file per exercise: pure functions from time and parameters to a posture."""

from __future__ import annotations

from collections.abc import Callable

from test_videos.motions.balance_step import BalanceStep
from test_videos.motions.calf_raise import CalfRaise
from test_videos.motions.calf_stretch import CalfStretch
from test_videos.motions.deadlift import Deadlift
from test_videos.motions.hamstring_curl import HamstringCurl
from test_videos.motions.hip_abduction import HipAbduction
from test_videos.motions.hip_flexor_stretch import HipFlexorStretch
from test_videos.motions.leg_extension import LegExtension
from test_videos.motions.lunge import Lunge
from test_videos.motions.motion import Motion
from test_videos.motions.quad_stretch import QuadStretch
from test_videos.motions.run import Run
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.motions.squat import Squat
from test_videos.motions.walk import Walk

MOTIONS: dict[str, Callable[..., Motion]] = {
    "calf-stretch": CalfStretch,
    "single-leg-balance": SingleLegBalance,
    "balance-step": BalanceStep,
    "walk": Walk,
    "run": Run,
    "squat": Squat,
    "lunge": Lunge,
    "deadlift": Deadlift,
    "leg-extension": LegExtension,
    "hamstring-curl": HamstringCurl,
    "calf-raise": CalfRaise,
    "hip-abduction": HipAbduction,
    "quad-stretch": QuadStretch,
    "hip-flexor-stretch": HipFlexorStretch,
}
"""Every motion by the id of its exercise."""
