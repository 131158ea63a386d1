"""Renders films of people who exercise, with the exact truth of every joint and angle.

``python -m test_videos list`` names the clips, ``python -m test_videos render NAME... --out DIR`` makes them.
"""
