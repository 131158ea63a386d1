from __future__ import annotations

import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as schema
from model_fakes import NETWORKS, sha256, tiny_network

from formcheck import model_bundle
from formcheck.model_bundle import (
    ALIGNMENT_BYTES,
    MEMBERS,
    METADATA_ENTRY,
    provenance,
    read_provenance,
    with_metadata,
    without_mask,
    write_bundle,
)

DETECTOR, LANDMARKS = NETWORKS["detector"], NETWORKS["heavy"]
MADE_FROM = provenance(sha256(DETECTOR), sha256(LANDMARKS))


def unpack(network):
    return schema.ModelT.InitFromObj(schema.Model.GetRootAs(network, 0))


def metadata_of(network):
    model = unpack(network)
    (entry,) = [entry for entry in model.metadata if entry.name == METADATA_ENTRY.encode()]
    content = bytes(model.buffers[entry.buffer].data)
    assert content[4:8] == b"M001"
    root = metadata_schema.ModelMetadata.GetRootAs(content, 0)
    return metadata_schema.ModelMetadataT.InitFromObj(root).subgraphMetadata[0]


def normalisation_of(network):
    (picture,) = metadata_of(network).inputTensorMetadata
    (unit,) = picture.processUnits
    return list(unit.options.mean), list(unit.options.std)


@pytest.fixture
def bundle(tmp_path):
    path = tmp_path / "model.task"
    write_bundle(path, DETECTOR, LANDMARKS)
    return path


@pytest.fixture(scope="module")
def bundle_bytes(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "model.task"
    write_bundle(path, DETECTOR, LANDMARKS)
    return path.read_bytes()


@pytest.mark.parametrize("outputs", [1, 2, 5])
def test_metadata_names_every_output_as_the_network_does(outputs):
    network = with_metadata(tiny_network(b"w", outputs), mean=0.0, std=255.0)
    names = [tensor.name for tensor in metadata_of(network).outputTensorMetadata]
    assert names == [f"Identity_{i}".encode() for i in range(outputs)]


def test_metadata_says_how_the_picture_goes_in():
    network = with_metadata(DETECTOR, mean=127.5, std=64.0)
    assert normalisation_of(network) == ([127.5], [64.0])
    (picture,) = metadata_of(network).inputTensorMetadata
    assert picture.content.contentProperties.colorSpace == metadata_schema.ColorSpaceType.RGB


def test_metadata_leaves_the_network_itself_alone():
    before, after = unpack(DETECTOR), unpack(with_metadata(DETECTOR, 0.0, 255.0))
    assert bytes(after.buffers[1].data) == bytes(before.buffers[1].data) == b"detector weights"
    assert [t.name for t in after.subgraphs[0].tensors] == [t.name for t in before.subgraphs[0].tensors]
    assert list(after.subgraphs[0].outputs) == list(before.subgraphs[0].outputs)
    assert after.metadata[0].name == b"min_runtime_version"
    assert after.metadata[0].buffer == before.metadata[0].buffer


def test_a_network_that_has_metadata_keeps_its_own():
    theirs = with_metadata(DETECTOR, mean=1.0, std=2.0)
    assert with_metadata(theirs, mean=127.5, std=127.5) is theirs


def drawing_network():
    """A network of a picture of 8 x 8: two landmarks, a mask as large as it, and a heatmap of half that size."""
    shapes = {"input": [1, 8, 8, 3], "body": [1, 2, 2, 4], "landmarks": [1, 6], "upscaled": [1, 8, 8, 4]}
    shapes |= {"mask": [1, 8, 8, 1], "heatmap": [1, 4, 4, 2]}
    steps = [
        ("input", "body"),
        ("body", "upscaled"),
        ("body", "landmarks"),
        ("upscaled", "mask"),
        ("body", "heatmap"),
    ]
    at = {name: place for place, name in enumerate(shapes)}
    model = unpack(tiny_network(b"w"))
    graph = model.subgraphs[0]
    graph.tensors = [schema.TensorT(name=name, shape=shape, buffer=0) for name, shape in shapes.items()]
    graph.operators = [schema.OperatorT(inputs=[at[one]], outputs=[at[other]]) for one, other in steps]
    graph.inputs, graph.outputs = [at["input"]], [at[name] for name in ("landmarks", "mask", "heatmap")]
    return model_bundle._packed(model, 1024)


def steps_of(graph):
    named = [tensor.name.decode() for tensor in graph.tensors]
    return [(named[step.inputs[0]], named[step.outputs[0]]) for step in graph.operators], [
        named[place] for place in graph.outputs
    ]


def test_what_only_the_mask_needs_is_left_out_and_the_smallest_of_the_rest_stands_in_for_it():
    steps, outputs = steps_of(unpack(without_mask(drawing_network())).subgraphs[0])
    assert steps == [("input", "body"), ("body", "landmarks"), ("body", "heatmap")]
    assert outputs == ["landmarks", "body", "heatmap"]


def test_a_network_that_draws_no_mask_stays_as_it_is():
    assert without_mask(LANDMARKS) is LANDMARKS
    once = without_mask(drawing_network())
    assert without_mask(once) is once


def test_a_bundle_holds_the_mask_only_where_it_is_wanted(tmp_path):
    for mask, drawn in ((False, 3), (True, 5)):
        write_bundle(tmp_path / "model.task", DETECTOR, drawing_network(), mask=mask)
        with zipfile.ZipFile(tmp_path / "model.task") as archive:
            assert len(unpack(archive.read(MEMBERS[1])).subgraphs[0].operators) == drawn


def test_detector_and_landmarks_are_normalised_differently(bundle):
    with zipfile.ZipFile(bundle) as archive:
        detector, landmarks = (archive.read(name) for name in MEMBERS)
    assert normalisation_of(detector) == ([127.5], [127.5])
    assert normalisation_of(landmarks) == ([0.0], [255.0])
    assert bytes(unpack(detector).buffers[1].data) == b"detector weights"
    assert bytes(unpack(landmarks).buffers[1].data) == b"heavy weights"


def test_the_same_networks_give_the_same_bytes_whatever_the_clock_says(tmp_path, monkeypatch):
    for day in (1.0e9, 1.7e9):
        monkeypatch.setattr("time.time", lambda day=day: day)
        write_bundle(tmp_path / f"{day:.0f}.task", DETECTOR, LANDMARKS)
    first, second = (path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert first == second


@pytest.mark.parametrize("odd_bytes", range(4))
def test_networks_are_stored_uncompressed_on_aligned_offsets(tmp_path, odd_bytes):
    path = tmp_path / "model.task"
    odd_detector = with_metadata(DETECTOR, 0.0, 1.0) + bytes(odd_bytes)
    write_bundle(path, odd_detector, LANDMARKS)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert archive.read(MEMBERS[0]) == odd_detector
        for entry in archive.infolist():
            name_bytes, extra_bytes = struct.unpack_from("<HH", content, entry.header_offset + 26)
            start = entry.header_offset + 30 + name_bytes + extra_bytes
            assert start % ALIGNMENT_BYTES == 0
            assert content[start : start + entry.file_size] == archive.read(entry)


def test_a_bundle_tells_what_it_was_made_from(bundle):
    assert read_provenance(bundle) == MADE_FROM
    assert sha256(DETECTOR).encode() in MADE_FROM
    assert sha256(LANDMARKS).encode() in MADE_FROM


def test_provenance_tells_detector_from_landmarks():
    assert provenance("a", "b") != provenance("b", "a")


@given(data=st.data())
def test_a_bundle_cut_short_anywhere_is_not_what_it_says(bundle_bytes, tmp_path_factory, data):
    kept = data.draw(st.integers(0, len(bundle_bytes) - 1))
    path = tmp_path_factory.mktemp("cut") / "model.task"
    path.write_bytes(bundle_bytes[:kept])
    assert read_provenance(path) != MADE_FROM


@given(data=st.data())
def test_a_changed_byte_in_a_network_is_found(bundle_bytes, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("changed") / "model.task"
    path.write_bytes(bundle_bytes)
    with zipfile.ZipFile(path) as archive:
        entry = data.draw(st.sampled_from(archive.infolist()))
        start = bundle_bytes.index(archive.read(entry))
    place = start + data.draw(st.integers(0, entry.file_size - 1))
    changed = bytearray(bundle_bytes)
    changed[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(changed))
    assert read_provenance(path) is None


def test_files_that_are_no_bundle_have_no_provenance(tmp_path):
    text = tmp_path / "text.task"
    text.write_text("not found", encoding="utf-8")
    other = tmp_path / "other.task"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
        archive.comment = MADE_FROM
    for path in (text, other, tmp_path, tmp_path / "absent.task"):
        assert read_provenance(path) is None
