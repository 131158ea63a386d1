"""Every English sentence of the app, in one package, so that it can be put into another language."""

from __future__ import annotations

from types import MappingProxyType

from formcheck.articles import DISCLAIMER

APP = "formcheck"
CHECK, RESULT, REVIEW, PROGRESS, FOLDER, SEES, DATA = (
    "Check my form",
    "Result",
    "Review",
    "Progress",
    "Folder",
    "What it can see",
    "Your data",
)
PRIVATE = "Films and results stay on the computer that runs formcheck; nothing is sent anywhere."
NO_DIAGNOSIS = DISCLAIMER

PASSWORD = "Password"
ENTER = "Enter"
WRONG_PASSWORD = "That is not the password. Ask whoever runs this formcheck for it."

ME = "Me"
WHO = "Who is being filmed?"
WHOSE = "Whose sessions?"
WHO_HELP = "Any label will do, such as a number. It is how sessions of one person are found again."

# Check my form
CHECK_LEAD = "Choose what you want to do. One camera is enough; formcheck tells you where to put it and what it saw."
OTHER_EXERCISE = "Choose another exercise"
UNKNOWN_EXERCISE = "There is no exercise “{name}” here. Choose one below."
STEP_FILM = "How to film it"
STEP_SAFE = "Is it safe today?"
STEP_GO = "Show your movement"
FILM_ALT = "Seen from above: where to put the camera. "
FILM_CHECKS = (
    "Nobody else is in the picture, and nothing stands between you and the camera.",
    "The light comes from the camera's side, not from behind you.",
    "Knees and feet can be seen: shorts or tight trousers, hair tied back.",
)
SAFE_LEAD = "Tick everything that is true today."
NONE_APPLIES = "None of these applies to me today"
SAFE_STOP = "Stop here first"
SAFE_MISSING = "Tick what applies, or that none does, to go on."
GO_ON = "A professional has told me that I may do this exercise"
TUCKED = "Is your top tucked in so that the waistband shows?"
TUCKED_HELP = (
    "The pelvis is read at the waistband. A top that hangs over it moves with the trunk and hides the pelvis."
)
HOW = "How do you want to show it?"
LIVE, RECORD, UPLOAD = "Live", "Record", "Upload"
HOW_CAPTIONS = MappingProxyType(
    {
        LIVE: "Corrections while you move, shown large and spoken.",
        RECORD: "Film with this device's camera, then see the result.",
        UPLOAD: "One film or several of the same performance, such as one from the side and one from the front.",
    }
)
FILES = "Films of one performance"
FILES_HELP = "mp4, mov, webm, mkv or avi. Two views, such as front and side, make one report."
TOO_MANY = "Choose at most {most} films of one performance; you chose {number}."
LEG = "Which leg?"
LEGS = MappingProxyType({None: "The one held longest", "left": "Left", "right": "Right"})
MIRRORED = "The film is a mirror image"
MIRRORED_HELP = "Selfie cameras of some phones save what a mirror shows. Left and right are then put right."
TRUE_FPS = "Frames per second that the camera captured"
TRUE_FPS_HELP = "Only for slow motion or time lapse, such as 120 or 240. Leave it empty for an ordinary film."
KEEP_CLIPS = "Keep the film as well"
KEEP_CLIPS_HELP = "Without this only the annotated video, the key frames and the numbers are kept."
BLUR = "Blur the face in everything that is kept"
BLUR_HELP = "The film itself is then not kept."
MORE = "More choices"
AUTO = "Find out which it is"
AUTO_FILM = (
    "Film the exercise straight from the side, from the front or from behind, and let it be recognised.",
    "Stand still for two seconds before you begin.",
    "Several exercises one after the other in one film become one report each.",
)
PROFILE = "Limits of your own (a TOML file)"
PROFILE_HELP = "A therapist's own limits for one person; docs/profiles.md says how to write them."
PROFILE_NO_TEXT = "{name} is no text file: save it as plain text in UTF-8."
SEVERAL = "Somebody else is in the film too"
SEVERAL_HELP = "Everybody who is seen is then shown with a number, and you say who is judged."
SEVERAL_LOOKING = "Looking for everybody in the film"
WHO_ALT = "Everybody in the film, numbered from the left"
WHO_JUDGED = "Who is judged?"
WHO_ITSELF = "Whoever exercises: let formcheck find out"
START = "Check my form"
CHOOSE_FIRST = "Choose a film above first. It is deleted as soon as it was looked at, unless you keep it."
DELETE_AFTER = "The uploaded file itself is deleted as soon as it was looked at, unless you keep it."

RECORDER = MappingProxyType(
    {
        "ready": "Open the camera",
        "start": "Record",
        "stop": "Stop",
        "countdown": "Starting in",
        "recording": "Recording",
        "sending": "Handing the film over …",
        "empty": "No picture came from the camera. Close whatever else uses it, and record again.",
        "refused": "The camera cannot be used: allow it for this page in the browser, or upload a film.",
        "absent": "This browser gives no camera here. It needs localhost or HTTPS. Upload a film instead.",
        "left": "of at most",
        "preview": "What the camera sees",
    }
)
RECORD_BROKEN = "The recording did not arrive whole. Record again, or upload a film."

# Work in progress
WAITING = "Waiting for the film before yours"
WORKING = "Looking at your film"
CANCEL = "Cancel"
CANCELLED = "Cancelled. Nothing was kept."
FAILED = "This film could not be checked"
BROKE_DOWN = "Something went wrong in formcheck itself"
TRY_AGAIN = "Choose another film"
JOB_LOST = "This work is not known any more; formcheck was restarted. Upload the film again."
STEP_SPEED = "{what}: {done} of {total}, {speed:.0f} frames/s, {left} left"
STEP_PLAIN = "{what}: {done} of {total}"
STEP_UNKNOWN = "{what}"

# Result
NO_RESULT = "No result is chosen"
NO_RESULT_LEAD = "Open one from Review or Progress, or check your form."
RESULT_OF = "{person} · {day} · {origin}"
ORIGINS = MappingProxyType(
    {"upload": "uploaded film", "record": "recording", "live": "live session", "folder": "folder"}
)
MET_OF = "of {cues} met"
NOTHING_JUDGED = "Nothing could be judged from this film."
CHANGE_FIRST = "Change this first"
FILM_AGAIN = "Film it again like this"
ALL_GOOD = "Nothing to change first"
ALL_GOOD_LINE = "No cue that could be judged was clearly missed."
FLAGGED = "You answered yes to a warning sign"
VIDEO = "The film"
VIDEO_LEAD = "Click a mark beside a cue to go there. Arrow keys step one frame."
VIDEO_LEAD_WORST = f"It opens where the first fault is seen best. {VIDEO_LEAD}"
VIDEO_ALT = "Your film with the pose, the angles and the verdicts drawn in"
NO_VIDEO = "The video of this session is not there any more; the numbers are."
CARDS = "Cue by cue"
OVER_CYCLE = "Over the {cycle}"
CURVE_LINES = "Line: the mean over all; around it ± 1 standard deviation from one to the next. Reported, not judged."
TYPICAL_BAND = "Grey band behind {source}; it shows what is typical."
KEY_FRAMES = "Key frames"
KEY_FRAME_OF = "{says}: {word}, at {second:.1f} s"
UNTOLD = "What could not be judged, and how to film it"
OTHERS = "Other readings"
OTHERS_LEAD = "Measured as well, and not judged."
OTHERS_COLUMNS = ("What", "Reading", "Sign")
ASK_YOURSELF = "Ask yourself"
ASK_LEAD = "A camera cannot see these. Your answers are kept as your own words, apart from what was seen."
ANSWERS = ("yes", "no", "not sure")
SAVE_ANSWERS = "Keep my answers"
SAVED = "Kept."
DOWNLOADS = "Take it with you"
DOWNLOADS_LEAD = "The PDF is for paper and for handing on; the HTML page holds everything, with charts and sources."
DOWNLOAD_HTML, DOWNLOAD_PDF, DOWNLOAD_CSV, DOWNLOAD_JSON, DOWNLOAD_VIDEO = (
    "Report (HTML)",
    "Report (PDF)",
    "Angles (CSV)",
    "Data (JSON)",
    "Annotated video (MP4)",
)
FILM_CHECK = "About the film"
AGAIN = "Check again"
OPEN_REVIEW = "Open in review"

ALSO_IN_FILM = "The film shows more exercises; each has its own report:"

# The player
PLAYER = MappingProxyType(
    {
        "play": "Play",
        "pause": "Pause",
        "back": "One frame back",
        "forward": "One frame forward",
        "start": "To the beginning",
        "fill": "Fill the screen with the film",
        "speed": "Speed",
        "position": "Position in the film",
        "fault": "Fault",
        "worst": "Worst moment",
        "goto": "go to",
        "none": "not measured here",
        "earlier": "earlier",
        "unjudged": "could not be judged",
        "whole": "measured of the whole film",
        "second": "s",
    }
)

FOOTFALLS = MappingProxyType({"initial_contact": "foot lands", "midstance": "mid-stance", "toe_off": "foot leaves"})
"""Words for the marks of a gait below the film, by their kind."""

# Review
REVIEW_LEAD = "For the therapist: look again, agree or overrule, and see how often you and formcheck agree."
FILTER_PERSON, FILTER_EXERCISE, FILTER_STATE = "Person", "Exercise", "State"
EVERYBODY, EVERYTHING, ANY_STATE = "Everybody", "All exercises", "All"
STATE_OPEN, STATE_DONE = "Not reviewed", "Reviewed"
NO_SESSIONS = "No session is kept yet"
NO_SESSIONS_LEAD = "Check your form once, and it appears here."
NO_MATCH = "No session fits these filters."
OPEN = "Open"
BACK_TO_LIST = "All sessions"
SESSION_ROW = "{title}, {side}"
SUMMARY = "{met} of {judged} met"
REVIEWED = "reviewed"
EARLIER = "Compare with an earlier session"
NO_EARLIER = "No other session of this exercise is kept for this person."
NOTHING_BESIDE = "Nothing beside it"
SYNCHRONISED = (
    "Both films move together: the parts of the exercise are laid over each other, however long each took. "
    "The dashed line is the earlier session."
)
YOUR_VERDICTS = "Your verdicts"
REVIEWER = "Your name or initials"
YOUR_VERDICT = "Your verdict: {says}"
COMMENT = "Comment: {says}"
NO_OPINION = "Your verdict"
SAVE_REVIEW = "Keep my verdicts"
REVIEW_SAVED = "Your verdicts are kept and stand beside ours in every report you take from here."
AGREEMENT = "How often you and formcheck agree"
AGREEMENT_LEAD = (
    "Share, weighted kappa and Gwet's AC1 over all reviewed cues that both of you judged. "
    "Kappa breaks down where nearly everything is met; AC1 does not. Fewer than ten comparisons say little."
)
NO_AGREEMENT = "Nothing to compare yet: review a few sessions first."
AGREEMENT_COLUMNS = ("Cue", "Compared", "Same verdict", "Weighted kappa", "AC1", "One of us could not tell")
AGREEMENT_DOWNLOAD = "Agreement (CSV)"

# Progress
PROGRESS_LEAD = "Every session over time. A change counts only if it is larger than what measuring alone can do."
PROGRESS_EMPTY = "Two sessions of one exercise and leg make a line. Check your form first."
CUE = "Cue"
CHANGE_REAL = "{way}: from {start} to {end}. That is a change of {change}, more than the {smallest} that measuring alone can make."
CHANGE_NOISE = (
    "No change yet: from {start} to {end}. That is {change}, and up to {smallest} can come from measuring alone."
)
CHANGE_UNKNOWN = (
    "From {start} to {end}: a change of {change}. How much measuring alone can make is not known here, so it cannot be "
    "told whether this is one."
)
BETTER, WORSE = "Better", "Worse"
ONE_SESSION = "One session so far: {end}. A change can be told from the second one on."
CHART_HELP = "Points: sessions, with their 95 % uncertainty. Grey: what measuring alone can make of the first one. Dotted: limit of “met”; dashed: limit of “not met”."
NO_NUMBER = "This cue was not measured in any session: {reason}"
VERDICTS_OVER_TIME = "Verdicts over time"

# Your data
DATA_LEAD = "Everything that is kept about a person: take all of it with you, or delete all of it."
DATA_EMPTY = "Nothing is kept about anybody."
DATA_WHERE = "It lies in {folder} on the computer that runs formcheck."
DATA_RUNS = "Folders that were scored"
DATA_RUNS_LEAD = "Open one to take its results with you or to delete them."
DATA_COUNT = "{sessions} kept"
PREPARE_EXPORT = "Put everything into one file"
EXPORT = "Take everything (ZIP)"
DELETE_SURE = "Yes, delete {person} for good"
DELETE = "Delete everything"
DELETED = "Everything about {person} was deleted, files included."


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> count(1, "session", "sessions"), count(3, "session", "sessions")
    ('1 session', '3 sessions')
    """
    return f"{number} {one if number == 1 else many}"


def seconds(seconds_left: float) -> str:
    """Return a time that is left, in words.

    >>> seconds(7.2), seconds(130)
    ('7 s', '2 min 10 s')
    """
    whole = round(seconds_left)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"
