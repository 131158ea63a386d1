"""The sentences of the live view."""

from __future__ import annotations

from types import MappingProxyType

from formcheck.body_posture import BodyPosture

START_CAMERA = "Start the camera"
STOP = "Stop and see the result"
SELECT_DEVICE = "Choose a camera"
NOT_ALLOWED = "The browser may not use the camera. Allow it beside the address, then start again."
NO_CAMERA = "This device has no camera that the browser can use. Upload a film instead."

BEFORE: MappingProxyType[BodyPosture, str] = MappingProxyType(
    {
        "standing": "Put the camera level at knee to hip height and step back until all of you is in the picture.",
        "sitting": "Put the camera level at knee height to your side, and far enough for all of you to be in the picture.",
        "lying": "Put the camera level and as low as you lie, with all of you in the picture from the head to both feet.",
    }
)
"""Where the camera goes, by the posture of the exercise."""

BEFORE_NEXT = "formcheck tells you when the picture is right, counts down and begins by itself."
MIRROR = "Show me as in a mirror"
MIRROR_HELP = "Only how it is shown. Left and right are always your own."
SPEAK = "Speak the corrections"
SPEAK_HELP = "By this device's own voice. The same correction is not repeated within ten seconds."

WAITING = "Waiting for the camera …"
NO_NETWORK = (
    "No picture yet. Allow the camera if the browser asks. The live view also needs Wi-Fi or a network cable to be "
    "on, although nothing leaves this computer. Without it, upload a film."
)
SETUP = "Getting ready"
SETUP_DONE = "Everything is right. Keep still, it begins in"
START_NOW = "Begin now anyway"
KEEP_STILL = "Keep still for two seconds, then begin."
LOOKING = "Looking …"
GOOD = "Nothing to correct"
PERHAPS = "Perhaps:"
CHANGE = "Change this:"
HELD = "Hold"
LAST_HOLD = "Last hold"
OF = "of {target}"
CUES_NOW = "At this moment"
JUDGING = "Judging your session …"
FAILED = "The live view stopped: {problem}"
FAILED_TODO = "Stop the camera and start it again. If that does not help, upload a film instead."
TOO_SHORT = "The session ended before it began. Start the camera again and wait for the countdown."
