"""How level the pelvis is, read from the picture. ``level`` decides; ``waistband``, ``rotation`` follow the clothes.

``aids`` are stickers or a belt, noticed and read instead; ``drawing`` shows what was read.
"""
