"""Walking and running: ``events`` are found, ``finding`` makes a gait of them, ``strides`` keeps the clean ones.

``parameters`` are the plain numbers of a gait; ``measures`` are what cues and reports are told of them, trusted as
far as ``measurement`` says.
"""
