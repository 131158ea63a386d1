"""Every sentence of the page that scores a folder."""

from __future__ import annotations

from types import MappingProxyType

LEAD = "Score many films at once: a folder on this computer, or many uploads."
PATH = "Folder on this computer"
MANY = "Or upload many films"
UPLOADS = "Uploaded films"
EXERCISE = "Which exercise do they show?"
AUTO = "Find out for each film"
FROM_FOLDER = "The one that each film's folder is named after"
PERSON = "Keep them as sessions of a person?"
NOBODY = "No, only the tables"
PERSON_HELP = (
    "If all films show one person, choose or write their label: each film is then also a session in Review and Progress, "
    "in the order of the file names, dated today. A film that is kept already is not kept twice."
)
KEEPING = "Keeping them as sessions: {done} of {total}"
SESSIONS_OF = "Sessions of {person}"
SESSIONS_LINE = "The films that were scored are kept as sessions in Review and Progress; “Your data” deletes them."
CHOOSE_FIRST = "Name a folder or choose films first."
START = "Score them all"
ONE_OF_BOTH = "Name a folder or upload films, not both at once."
MISSING = "There is no folder {folder}. Check the path."
FORBIDDEN = "Only folders below {root} may be scored here."
OTHER = "Choose other films"
GONE = "The results of this run are not kept any more. Score the films again."
BEGINS = "Getting ready"
STEP = "{done} of {total} films"
STEP_LEFT = "{done} of {total} films, {left} left"
CANCEL = "Stop here"
CANCELLED = "Stopped. What was done is kept; score the same folder again and it goes on from there."
FAILED = "The folder could not be scored."
COLUMNS = ("Film", "State", "Exercise", "Leg", "Met", "Not met", "Remarks")
MET_OF = "{met}\u00a0of\u00a0{judged}"
STATES = MappingProxyType({"scored": "scored", "unknown": "not recognised", "failed": "failed"})
UNKNOWN = "Choose the exercise yourself, or put the film into a folder that is named after it."
MORE = "… and {rest} more films, in the tables below."
TAKE = "Everything holds the tables, a page to sort and filter, and each film's own report with its key frames."
ALL = "Everything (ZIP)"
CLIPS, RESULTS = "Films (CSV)", "Cues (CSV)"
CLIPS_PARQUET, RESULTS_PARQUET = "Films (Parquet)", "Cues (Parquet)"
PAGE = "Overview (HTML)"
KEPT = "These results stay here"
KEPT_LINE = "They lie on the computer that runs formcheck until you delete them. Uploaded films are deleted already."
DELETE_SURE = "Yes, delete the results of this run for good"
DELETE = "Delete these results"
