"""An experiment: how far the skin over the navicular comes down when a foot takes weight, from three stickers.

``spots`` finds coloured spots in a picture, ``markers`` the three stickers among them over a whole clip, ``reading``
what they tell, ``gates`` whether that holds, ``report`` says it. It judges nothing, and no exercise uses it.
"""
