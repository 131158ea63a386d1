"""Walking and running: ``events`` are found, ``finding`` makes a gait of them, ``strides`` keeps the clean ones.
``frontal`` finds the contacts from front and back; ``course`` tells where the walk goes; ``facts`` puts both into the
report.

``parameters`` are the plain numbers of a gait; ``measures`` are what cues and reports are told of them, trusted as
far as ``measurement`` says.
"""
