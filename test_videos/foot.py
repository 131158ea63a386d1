"""Close-ups of a bare foot from its inner side, with three stickers and an arch that sinks by a known amount.

The foot stays on the floor between heel and ball; between them the skin comes down as far as planted, moves inward
with it and lengthens the foot a little, as an arch that takes weight does. The other leg is left out: it stands a
step behind, out of the picture, and is lifted later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from test_videos.aids import STICKER_COLORS, Aid
from test_videos.body import SOLE_M, Body, Side, bone_suffix, load_body, other, outward, vertex_normals
from test_videos.camera import Camera, CameraPlace, View, frame_points
from test_videos.dress import DressedBody, dress
from test_videos.looks import ROOMS, WARDROBE
from test_videos.motions.motion import ease, sway
from test_videos.render import Picture, Renderer
from test_videos.rotations import Array
from test_videos.scene import Props
from test_videos.write import dumps, write_video

SCHEMA = "formcheck.foot-truth/1"
STICKERS = ("heel", "navicular", "ball")
INNER_VIEW: dict[Side, View] = {"left": "right", "right": "left"}
"""A foot's inner side is seen by a camera that stands on the body's other side."""

HEEL_AHEAD_M, HEEL_UP_M = 0.030, 0.024
NAVICULAR_AHEAD_M, NAVICULAR_UP_M = 0.052, 0.044
BALL_UP_M = 0.024
"""Stickers: ahead of the back of the heel, ahead of the ankle joint, and their heights over the floor."""

FACES_IN = 0.75
"""Stickers are put where the skin faces inward: cosine of the angle to straight inward."""

CALF_FOLLOWS = 0.5
"""The ankle and all above it sink by this share of what the arch does."""

TROUSERS_TO = 1.35
"""The leg is bare from here down: 1 is the knee, 2 the ankle."""


NEAR = CameraPlace("right", distance_m=0.45, height_m=0.09, fov_deg=40.0)


@dataclass(frozen=True)
class FootClip:
    """One film of a foot.

    camera : its yaw is counted from the straight view of the body's side. drop_m : how far the skin over the
    navicular comes down when the foot takes the weight. inward, longer : what it moves inward, and the ball forward,
    for that. unloaded_s, shift_s, loaded_s : how long each part lasts. wobble_m : unrest of the arch in the loaded
    part. put_m : where the stickers were put, off their place, by how much. radius_m, colour : of the stickers.
    missing : a sticker that comes off at the shift. turn_deg : what the foot turns by about its heel at the shift.
    noise : of the sensor, grey levels.
    """

    name: str
    side: Side = "left"
    body: str = "f_avg"
    look: str = "navy-shirt"
    room: str = "living-room"
    camera: CameraPlace = NEAR
    drop_m: float = 0.006
    inward: float = 0.5
    longer: float = 0.25
    unloaded_s: float = 3.0
    shift_s: float = 1.0
    loaded_s: float = 3.0
    wobble_m: float = 0.0004
    put_m: float = 0.004
    radius_m: float = 0.0065
    colour: int = 0
    missing: str | None = None
    turn_deg: float = 0.0
    size_px: tuple[int, int] = (960, 540)
    fps: float = 6.0
    noise: float = 2.5
    seed: int = 1

    @property
    def time_s(self) -> Array:
        """Time of each frame (T,)."""
        return np.arange(round((self.unloaded_s + self.shift_s + self.loaded_s) * self.fps)) / self.fps

    def load(self, time_s: float) -> float:
        """Share of the weight that the foot has taken at a time, 0 to 1."""
        return ease(time_s, self.unloaded_s, self.shift_s)


class FootFilm:
    """A clip of a foot on its way to pictures."""

    def __init__(self, clip: FootClip) -> None:
        self.clip = clip
        self.body: Body = load_body(clip.body)
        self.rest_m: Array = self.body.vertices_m - (0.0, 0.0, SOLE_M)
        self._wobbles = [sway(clip.seed, channel) for channel in (80, 81)]

    @cached_property
    def stuck(self) -> dict[str, int]:
        """Row of the vertex under the middle of each sticker."""
        limb, suffix = self.body.limbs[self.clip.side], bone_suffix(self.clip.side)
        ball = self.body.rest_head("toe1-1" + suffix)
        places = {
            "heel": (limb.heel[1] - HEEL_AHEAD_M, HEEL_UP_M),
            "navicular": (limb.ankle[1] - NAVICULAR_AHEAD_M, NAVICULAR_UP_M),
            "ball": (ball[1], BALL_UP_M),
        }
        random = np.random.default_rng([self.clip.seed, 83])
        off = {name: random.uniform(-self.clip.put_m, self.clip.put_m, 2) for name in STICKERS}
        return {name: self._inner_vertex(np.array(place) + off[name]) for name, place in places.items()}

    def _inner_vertex(self, place: Array) -> int:
        """Row of the vertex on the inner side of the foot that is nearest to a place (behind, above) in metres."""
        away = np.linalg.norm(self.rest_m[:, 1:] - place, axis=1)
        faces_in = self._inward(vertex_normals(self.rest_m, self.body.faces).astype(np.float64)) > FACES_IN
        inner = self._inward(self.rest_m) > self._inward(self.body.limbs[self.clip.side].ankle)
        return int(np.argmin(np.where(self._foot & faces_in & inner, away, np.inf)))

    def _inward(self, points_m: Array) -> Array:
        return np.asarray(-outward(self.clip.side) * points_m[..., 0])

    @cached_property
    def _foot(self) -> NDArray[np.bool_]:
        return self._belongs(self.clip.side, "foot", "toe")

    def _belongs(self, side: Side, *prefixes: str) -> NDArray[np.bool_]:
        """(V,) vertices that follow such bones of one side for more than half."""
        bones = [bone for bone in self.body.bones if bone.startswith(prefixes) and bone.endswith(bone_suffix(side))]
        return np.asarray(self.body.share(*bones) > 0.5)

    @cached_property
    def _sinking(self) -> Array:
        """(V, 3) metres that each vertex moves for one metre of drop of the navicular."""
        heel, navicular, ball = (self.rest_m[self.stuck[name]] for name in STICKERS)
        along = (heel[1] - self.rest_m[:, 1]) / (heel[1] - ball[1])
        peak = (heel[1] - navicular[1]) / (heel[1] - ball[1])
        arch = _smooth(along / peak) * _smooth((1 - along) / (1 - peak))
        # Around the sticker the skin moves as one: a sticker does not stretch.
        height = _smooth(self.rest_m[:, 2] / (navicular[2] - self.clip.radius_m))
        inner = _smooth((self._inward(self.rest_m) - self._inward(navicular)) / 0.05 + 1.0)
        above = _smooth((self.rest_m[:, 2] - 0.07) / 0.03)
        down = height * inner * arch * (1 - above) + CALF_FOLLOWS * above
        # The calf moves inward no more than the skin beside it does.
        inward = -outward(self.clip.side) * self.clip.inward * down
        forward = -self.clip.longer * _smooth(along) * (1 - above)
        return np.stack([inward, forward, -down], axis=1)

    def vertices_m(self, time_s: float) -> Array:
        """Where the body (V, 3) is at a time."""
        clip, load = self.clip, self.clip.load(time_s)
        wobble, lean = (each(time_s) for each in self._wobbles)
        drop_m = clip.drop_m * load + clip.wobble_m * wobble * (0.3 + 0.7 * load)
        vertices = self.rest_m + drop_m * self._sinking
        leaning = np.clip(vertices[:, 2] - 0.08, 0.0, None) * np.radians(1.0) * lean * (0.3 + 0.7 * load)
        vertices[:, 0] += leaning
        return self._turned(vertices, clip.turn_deg * load)

    def _turned(self, vertices: Array, degrees: float) -> Array:
        """Turn everything about the heel, seen from above."""
        heel = self.rest_m[self.stuck["heel"]]
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turned = vertices.copy()
        turned[:, :2] = (vertices[:, :2] - heel[:2]) @ np.array([[cos, sin], [-sin, cos]]) + heel[:2]
        return turned

    @cached_property
    def dressed(self) -> DressedBody:
        """The body with bare feet, the other leg left out."""
        outfit = WARDROBE[self.clip.look].outfit
        dressed = dress(self.body, replace(outfit, leg_length=min(outfit.leg_length, TROUSERS_TO)))
        garments = dressed.garments.copy()
        garments[:, 2] = -1.0
        gone = self._belongs(other(self.clip.side), "upperleg", "lowerleg", "foot", "toe")
        faces = self.body.faces[~gone[self.body.faces].any(axis=1)]
        return replace(dressed, body=replace(self.body, faces=faces), garments=garments)

    @cached_property
    def camera(self) -> Camera:
        """The camera, aimed at the foot."""
        foot_m = self.rest_m[self._foot]
        return frame_points(self.clip.camera, foot_m, self.clip.size_px)

    def stickers_m(self, time_s: float) -> dict[str, Array]:
        """Where the middle of each sticker is at a time."""
        vertices = self.vertices_m(time_s)
        return {name: vertices[row] for name, row in self.stuck.items()}

    def height_m(self, time_s: float) -> float:
        """How high the navicular's sticker is over the line between the other two, straight up."""
        heel, navicular, ball = (self.stickers_m(time_s)[name] for name in STICKERS)
        line = (ball - heel)[:2]
        share = (navicular - heel)[:2] @ line / (line @ line)
        return float(navicular[2] - heel[2] - share * (ball[2] - heel[2]))

    @property
    def heel_ball_m(self) -> float:
        """Distance between the outer stickers at rest."""
        heel, _, ball = (self.rest_m[self.stuck[name]] for name in STICKERS)
        return float(np.linalg.norm(ball - heel))

    @property
    def length_m(self) -> float:
        """Length of the foot from heel to the longest toe."""
        return float(np.ptp(self.rest_m[self._foot][:, 1]))

    @property
    def off_deg(self) -> float:
        """How far the camera stands off the line that is square to heel and ball, + toward the toes."""
        heel, _, ball = (self.rest_m[self.stuck[name]] for name in STICKERS)
        line = (ball - heel)[:2]
        to_camera = self.camera.eye_m[:2] - (heel + ball)[:2] / 2
        return float(np.degrees(np.arcsin(to_camera @ line / np.linalg.norm(to_camera) / np.linalg.norm(line))))

    def pictures(self) -> Iterator[Picture]:
        """Yield every frame (H, W, 3) RGB."""
        clip, look = self.clip, WARDROBE[self.clip.look]
        centre = self.rest_m[self._foot].mean(axis=0)
        for part in self._parts():
            aid = Aid(STICKER_COLORS[clip.colour], self._spots(part["without"]))
            with Renderer(
                self.dressed, look, ROOMS[clip.room], Props(), self.camera, clip.camera.azimuth_deg, centre, aid
            ) as renderer:
                for frame in part["frames"]:
                    vertices = self.vertices_m(float(clip.time_s[frame])).astype(np.float32)
                    yield self._grained(renderer.picture_of(vertices), frame)

    def _parts(self) -> list[dict[str, Any]]:
        """Frames before and after a sticker comes off; all of them where none does."""
        frames = np.arange(len(self.clip.time_s))
        if self.clip.missing is None:
            return [{"without": None, "frames": frames}]
        off = self.clip.time_s >= self.clip.unloaded_s
        return [{"without": None, "frames": frames[~off]}, {"without": self.clip.missing, "frames": frames[off]}]

    def _spots(self, without: str | None) -> tuple[tuple[float, float, float, float], ...]:
        stuck = (self.body.vertices_m[row] for name, row in self.stuck.items() if name != without)
        return tuple((float(x), float(y), float(z), self.clip.radius_m) for x, y, z in stuck)

    def _grained(self, picture: Picture, frame: int) -> Picture:
        random = np.random.default_rng([self.clip.seed, frame])
        grain = self.clip.noise * random.standard_normal(picture.shape[:2], dtype=np.float32)
        return np.asarray(np.clip(picture + grain[:, :, None] + 0.5, 0, 255), dtype=np.uint8)


def foot_truth(film: FootFilm) -> dict[str, Any]:
    """The truth of a foot's film as plain numbers; ``README.md`` beside this file explains the keys."""
    clip = film.clip
    seconds = clip.time_s.tolist()
    stickers = {name: np.array([film.stickers_m(time)[name] for time in seconds]) for name in STICKERS}
    heights = np.array([film.height_m(time) for time in seconds])
    before, after = clip.time_s < clip.unloaded_s, clip.time_s > clip.unloaded_s + clip.shift_s
    return {
        "schema": SCHEMA,
        "clip": {**asdict(clip), "camera": asdict(clip.camera)},
        "heel_ball_mm": round(film.heel_ball_m * 1e3, 2),
        "foot_length_mm": round(film.length_m * 1e3, 1),
        "off_deg": round(film.off_deg, 2),
        "lowered_mm": round(1e3 * float(np.median(heights[before]) - np.median(heights[after])), 3),
        "time_s": np.round(clip.time_s, 4),
        "height_mm": np.round(heights * 1e3, 3),
        "stickers_px": {name: np.round(film.camera.project(at), 2) for name, at in stickers.items()},
    }


def write_foot(clip: FootClip, folder: Path, crf: int = 26) -> tuple[Path, Path]:
    """Render a foot into ``folder`` as NAME.mp4 and NAME.truth.json; return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    film = FootFilm(clip)
    video, truth = folder / f"{clip.name}.mp4", folder / f"{clip.name}.truth.json"
    truth.write_text(dumps(foot_truth(film)), encoding="utf-8")
    write_video(video, film.pictures(), clip.size_px, clip.fps, crf)
    return video, truth


def _smooth(values: Array) -> Array:
    t = np.clip(values, 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))
