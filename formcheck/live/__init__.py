"""A live session: ``session`` takes the frames, ``analyst`` judges them so far, ``snapshot`` is the latest answer.

Before it begins ``setup`` asks the ``setup_coach``; while it runs ``corrections`` choose what to tell, and
``picture`` shows it.
"""
