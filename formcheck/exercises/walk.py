"""Walking: a knee that straightens and stays in line, weight that travels over the foot, steps that are not too long.

From the side the near leg is read; from front or back the knees, the pelvis and the trunk. Two clips make one report.
A0 names the knee that does not straighten as by far the commoner fault, so it comes first.
"""

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import EVEN_STEPS, KNEE_IN_STANCE, PELVIS_IN_STANCE, TRUNK_IN_STANCE
from formcheck.gait.finding import buckles_s, find_gait, walking

REPORTED = "Reported, not judged: no target holds for everybody."

EXERCISE = Exercise(
    id="walk",
    title="Walking",
    article="A0",
    how_to_film=(
        "Film one clip straight from the side and one from straight in front or behind; both together make the report.",
        "Put the camera still at hip height, 3 to 4 m away, with the whole body in the picture all the time.",
        "Walk at your usual pace, on a treadmill or across the picture, at least four strides of each leg.",
        "Film from the other side too: only the leg nearer the camera can be judged from the side.",
        "Wear shorts or tight trousers: wide ones hide how far the knee goes in.",
    ),
    find_phases=walking,
    find_gait=find_gait,
    find_flags=buckles_s,
    flag="The knee may have given way under load: has it buckled or felt as if it would give out?",
    not_found="Walk straight on, so that at least three whole strides of each leg are in the picture.",
    cutoff_hz=6.0,
    max_fps=None,
    companions=tuple(
        Companion(name, "stride")
        for name in (
            "cadence",
            "step_length",
            "stance_excursion",
            "stance_share",
            "single_support_share",
            "foot_strike_angle",
        )
    ),
    cues=(
        Cue(
            id="knee_extends_in_stance",
            label="Knee straightens",
            says="Let the knee straighten while the leg carries you",
            quote="you don't get full knee extension or your knee doesn't get fully locked out when walking",
            article="A0",
            views=SAGITTAL,
            metric="knee_straightest",
            phase="stride",
            band=Band(ideal=5, met=10, not_met=18),
            basis="The knee is nearly straight late in stance (schwartz); 10° and 18° are ours.",
            coaching="Push the back of the knee gently straight as your body passes over the foot; shorter steps make it easier.",
        ),
        Cue(
            id="knee_not_overstraight",
            label="Knee not overstraight",
            says="Do not let the knee snap backward past straight",
            quote="your knee straightening too much",
            article="A0",
            views=SAGITTAL,
            metric="knee_overstraight",
            phase="stride",
            band=Band(ideal=3, met=-5, not_met=-10),
            basis="More than 5° past straight is the usual meaning of hyperextension, 5-15° moderate (recurv).",
            coaching="Keep the knee just short of locked as your weight comes over the foot.",
        ),
        Cue(
            id="weight_over_foot",
            label="Weight over the foot",
            says="Let your weight travel over the top of your foot",
            quote="prevent your body weight from going over the top of your foot when walking",
            article="A0",
            views=SAGITTAL,
            metric="shank_forward",
            phase="stride",
            band=Band(ideal=12, met=5, not_met=-3),
            basis="Below about 9° of dorsiflexion in stance the whole leg moves differently (raocut); 5° and -3° of the "
            "shin at 60 % of stance are ours.",
            coaching="Let the shin come forward over the foot before the heel leaves the floor; a calf stretch helps.",
        ),
        Cue(
            id="no_overstride",
            label="No overstride",
            says="Take smaller steps; do not reach out with the foot",
            quote="avoid overstriding",
            article="A2",
            views=SAGITTAL,
            metric="overstride",
            phase="stride",
            band=Band(ideal=0.34, met=0.45, not_met=0.55),
            basis="How far the ankle lands ahead of the hips, in leg lengths; 0.45 and 0.55 are ours. Shorter steps are a "
            "change within one person: compare a clip before with one after.",
            coaching="Let the foot land nearer under you; a slightly quicker, shorter step does it.",
        ),
        Cue(
            id="posture_upright",
            label="Posture upright",
            says="Keep your back straight",
            quote="Keep your back straight, shoulders relaxed",
            article="A2",
            views=SAGITTAL,
            metric="trunk_forward",
            phase="stride",
            band=Band(ideal=3, met=10, not_met=15),
            basis="People with knee pain lean a few degrees more (preece); 10° and 15° of the whole trunk are ours. The "
            "curve of the back cannot be seen.",
            coaching="Grow tall, look ahead, and let the hips come with you.",
        ),
        KNEE_IN_STANCE,
        PELVIS_IN_STANCE,
        TRUNK_IN_STANCE,
        EVEN_STEPS,
        Cue(
            id="shoulders_relaxed",
            label="Shoulders relaxed",
            says="Keep your shoulders relaxed",
            quote="Keep your back straight, shoulders relaxed",
            article="A2",
            coaching="Let the shoulders sink with a breath out, and the arms swing.",
            ask="Were your shoulders relaxed?",
        ),
        Cue(
            id="foot_strike",
            label="Foot strike",
            says="How your foot lands",
            quote="midfoot strike rather than a heel strike",
            article="A1",
            coaching="Landing on the heel is the usual way to walk; change it only with a professional.",
            ask="Has a professional asked you to land on another part of the foot?",
            unseen="Reported, not judged: heel first is the usual way to walk, and changing it moves load to the calf.",
        ),
        Cue(
            id="foot_angle",
            label="Foot angle",
            says="How far your toes point out",
            quote="subtle changes in foot angles during walking",
            article="A1",
            coaching="Leave the foot angle as it is unless a professional measured what helps you.",
            ask="Has a professional asked you to turn your feet in or out?",
            unseen=REPORTED + " Studies changed the foot angle person by person, with measured loads.",
        ),
        Cue(
            id="no_buckling",
            label="No buckling",
            says="The knee carries you without giving way",
            quote="Your knee might even feel a little bit unstable like it could buckle or give out on you",
            article="A0",
            coaching="A knee that gives way is a reason to see a clinician.",
            ask="Does your knee feel steady, without buckling or giving out?",
            unseen="Only a plain give-way would show in a film; ask yourself.",
        ),
    ),
)
