"""Draws a dressed body in its room with OpenGL (moderngl on EGL: no screen needed)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from test_videos.aids import Aid
from test_videos.body import Skeleton, vertex_normals
from test_videos.camera import Camera, orthographic, view_matrix
from test_videos.dress import DressedBody
from test_videos.rotations import UP, Array, unit
from test_videos.scene import Look, Props, Room, box_mesh, room_mesh

Picture = NDArray[np.uint8]
SHADOW_PX = 1024
SHADOW_HALF_M = 1.7
SAMPLES = 4
STICKERS = 4
"""As many as the shader has room for."""
ZOOM = 2
EGL: dict[str, Any] = {"backend": "egl"}
SHADERS = Path(__file__).parent / "shaders"
LAYERS = ("shaded", "sun", "place")


class Renderer:
    """Renders one person in one room from one standing camera.

    The room is drawn once; each picture adds the person and the shadows. Use as a context manager: it owns an
    OpenGL context. Raises moderngl's error where no EGL device can be opened.
    """

    def __init__(
        self,
        dressed: DressedBody,
        look: Look,
        room: Room,
        props: Props,
        camera: Camera,
        azimuth_deg: float,
        centre_m: Array,
        aid: Aid | None = None,
    ) -> None:
        self._dressed = dressed
        self._camera = camera
        self._light = unit(np.array(room.light_from))
        self._gl = moderngl.create_context(standalone=True, **EGL)
        self._gl.enable(moderngl.DEPTH_TEST)
        self._build_body(look)
        self._put_on(aid or Aid())
        self._build_shadow(props)
        self._build_targets()
        self._paint_room(room, room_mesh(room, props, azimuth_deg, centre_m))
        for program in (self._body, self._backdrop):
            program["shadow_map"] = 0
        self._body["light_color"] = room.light_color
        self._body["light_dir"] = tuple(self._light)
        self._body["eye"] = tuple(camera.eye_m)
        _write_matrix(self._body["camera_matrix"], camera.matrix)

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._gl.release()

    def picture(self, skeleton: Skeleton) -> Picture:
        """Return the picture (H, W, 3) RGB of the posed body, without sensor noise."""
        return self.picture_of(self._dressed.body.skin(skeleton, self._dressed.cloth_m))

    def picture_of(self, vertices: NDArray[np.float32]) -> Picture:
        """Return the picture (H, W, 3) RGB of the body with its vertices (V, 3) where they are given, in metres."""
        normals = vertex_normals(vertices, self._dressed.body.faces)
        with self._gl:
            self._positions.write(vertices.tobytes())
            self._normals.write(normals.tobytes())
            self._cast_shadow(vertices.mean(axis=0).astype(np.float64))
            self._draw()
            return self._read()

    def _build_body(self, look: Look) -> None:
        gl, dressed = self._gl, self._dressed
        self._body = _program(gl, "body")
        for name in (
            "skin",
            "hair",
            "shirt",
            "trousers",
            "shoe",
            "accent",
            "shirt_pattern",
            "trousers_pattern",
        ):
            self._body[name] = getattr(look, name)
        self._body["left_eye"] = tuple(dressed.body.rest_head("eye.L"))
        size = dressed.cloth_m.nbytes
        self._positions, self._normals = gl.buffer(reserve=size), gl.buffer(reserve=size)
        self._faces = gl.buffer(dressed.body.faces.tobytes())
        attributes = [
            (self._positions, "3f", "position"),
            (self._normals, "3f", "normal"),
            (gl.buffer(dressed.rest_m.tobytes()), "3f", "rest"),
            (gl.buffer(dressed.garments.tobytes()), "4f", "garment"),
            (gl.buffer(dressed.marks.tobytes()), "3f", "mark"),
        ]
        self._body_mesh = gl.vertex_array(self._body, attributes, self._faces)

    def _put_on(self, aid: Aid) -> None:
        nothing = (0.0, 0.0, 0.0, 0.0)
        self._body["stickers"] = [*aid.stickers, *[nothing] * (STICKERS - len(aid.stickers))]
        self._body["belt"], self._body["aid_color"] = aid.belt_m, aid.color

    def _build_shadow(self, props: Props) -> None:
        gl = self._gl
        self._depth = _program(gl, "depth")
        self._shadow = gl.depth_texture((SHADOW_PX, SHADOW_PX))
        # A comparing texture would answer 0 or 1 instead of the depth that the shader wants.
        self._shadow.compare_func = ""
        self._shadow.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._shadow.repeat_x = self._shadow.repeat_y = False
        self._shadow_target = gl.framebuffer(depth_attachment=self._shadow)
        self._casters = [gl.vertex_array(self._depth, [(self._positions, "3f", "position")], self._faces)]
        boxes = box_mesh(props)
        if len(boxes):
            layout = [(gl.buffer(boxes.tobytes()), "3f 16x", "position")]
            self._casters.append(gl.vertex_array(self._depth, layout))

    def _build_targets(self) -> None:
        gl, size = self._gl, self._camera.size_px
        self._smooth = gl.framebuffer(
            [gl.renderbuffer(size, 4, samples=SAMPLES)], gl.depth_renderbuffer(size, samples=SAMPLES)
        )
        self._flat = gl.framebuffer([gl.renderbuffer(size, 4)])

    def _paint_room(self, room: Room, mesh: NDArray[np.float32]) -> None:
        """Draw what never moves into textures: shaded colour, the sun's part, place with depth."""
        gl = self._gl
        size = (self._camera.size_px[0] * ZOOM, self._camera.size_px[1] * ZOOM)
        program = _program(gl, "room")
        program["wall"], program["floor_color"] = room.wall, room.floor
        program["wall_style"], program["floor_style"] = room.wall_style, room.floor_style
        program["light_dir"], program["light_color"] = tuple(self._light), room.light_color
        program["eye"] = tuple(self._camera.eye_m)
        _write_matrix(program["camera_matrix"], self._camera.matrix)
        layers = [gl.texture(size, 4, dtype="f4") for _ in range(3)]
        target = gl.framebuffer(layers, gl.depth_renderbuffer(size))
        target.use()
        target.clear(0.6, 0.62, 0.66, 1.0, depth=1.0)
        layout = [(gl.buffer(mesh.tobytes()), "3f 3f 1f", "position", "normal", "material")]
        gl.vertex_array(program, layout).render()
        self._layers = [
            gl.texture(self._camera.size_px, 4, _reduced(layer.read(), size, name == "place"), dtype="f4")
            for layer, name in zip(layers, LAYERS, strict=True)
        ]
        self._backdrop = _program(gl, "backdrop")
        for unit_number, name in enumerate(LAYERS, start=1):
            self._backdrop[name] = unit_number
        screen = gl.buffer(np.array([-1, -1, 3, -1, -1, 3], dtype=np.float32).tobytes())
        self._screen = gl.vertex_array(self._backdrop, [(screen, "2f", "position")])

    def _cast_shadow(self, centre_m: Array) -> None:
        matrix = orthographic(SHADOW_HALF_M, 0.1, 9.0) @ view_matrix(centre_m + 4 * self._light, centre_m, UP)
        self._shadow_target.use()
        self._shadow_target.clear(depth=1.0)
        _write_matrix(self._depth["camera_matrix"], matrix)
        for caster in self._casters:
            caster.render()
        for program in (self._body, self._backdrop):
            _write_matrix(program["light_matrix"], matrix)

    def _draw(self) -> None:
        self._smooth.use()
        self._smooth.clear(depth=1.0)
        for unit_number, texture in enumerate([self._shadow, *self._layers]):
            texture.use(unit_number)
        self._screen.render()
        self._gl.enable(moderngl.CULL_FACE)
        self._body_mesh.render()
        self._gl.disable(moderngl.CULL_FACE)

    def _read(self) -> Picture:
        self._gl.copy_framebuffer(self._flat, self._smooth)
        width, height = self._camera.size_px
        rows = np.frombuffer(self._flat.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(rows.reshape(height, width, 3)[::-1])


def _reduced(pixels: bytes, size_px: tuple[int, int], nearest: bool) -> bytes:
    """Shrink an enlarged layer: colours by their mean; places by picking, for a mean is no place."""
    blocks = np.frombuffer(pixels, np.float32).reshape(size_px[1] // ZOOM, ZOOM, size_px[0] // ZOOM, ZOOM, 4)
    reduced = blocks[:, 0, :, 0] if nearest else blocks.mean(axis=(1, 3))
    return np.ascontiguousarray(reduced).tobytes()


def _program(gl: Any, name: str) -> Any:
    """Build a program from ``shaders/NAME.vert`` and ``.frag``; ``#include FILE`` lines are filled in."""
    vertex, fragment = ((SHADERS / f"{name}.{kind}").read_text("utf-8") for kind in ("vert", "frag"))
    for part in SHADERS.glob("*.glsl"):
        fragment = fragment.replace(f"#include {part.name}", part.read_text("utf-8"))
    return gl.program(vertex_shader=vertex, fragment_shader=fragment)


def _write_matrix(uniform: Any, matrix: Array) -> None:
    uniform.write(matrix.T.astype(np.float32).tobytes())
