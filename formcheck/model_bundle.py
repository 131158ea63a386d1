"""The .task bundle of MediaPipe's PoseLandmarker, made from two raw networks.

A bundle is a zip of stored (uncompressed) files: the detector, which finds the person, and the landmark
network. The pose task reads from each network's own metadata how to normalise the picture, and refuses a
network without it, so the metadata is added here. What draws a mask of the person is left out: formcheck never asks
for one, and the landmark network would draw it in every frame all the same.
"""

from __future__ import annotations

import hashlib
import math
import struct
import zipfile
from pathlib import Path
from typing import Any

MEMBERS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")
METADATA_ENTRY = "TFLITE_METADATA"
ALIGNMENT_BYTES = 4  # the task maps the file into memory and reads float32 from it
LOCAL_HEADER_BYTES = 30  # of a zip entry, before its name and extra field
PADDING_FIELD_ID = 0xD935  # the zip extra field that alignment tools use for padding


def write_bundle(path: Path, detector: bytes, landmarks: bytes, *, mask: bool = False) -> None:
    """Write the bundle of two raw networks; the same input gives the same bytes.

    mask : keep what draws the mask of the person; the landmarks are the same to the bit with it and without.

    The comment of the zip says what it was made from: ``read_provenance`` gives it back.
    """
    # The detector sees pixels as -1..1, the landmark network as 0..1.
    networks = (
        with_metadata(detector, mean=127.5, std=127.5),
        with_metadata(landmarks if mask else without_mask(landmarks), mean=0.0, std=255.0),
    )
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, network in zip(MEMBERS, networks, strict=True):
            archive.writestr(_aligned_entry(name, file.tell()), network)
        archive.comment = provenance(sha256_of(detector), sha256_of(landmarks))


def provenance(detector_sha256: str, landmarks_sha256: str) -> bytes:
    """Return the comment of a bundle made from these raw networks.

    The number is the version of how they are put together; raise it and older bundles are made anew.
    """
    return f"formcheck bundle 2: detector {detector_sha256}, landmarks {landmarks_sha256}".encode()


def read_provenance(path: Path) -> bytes | None:
    """Return the comment of a bundle, or None if the file is no undamaged bundle.

    Finds damage (cut short, bytes changed) by the zip's own checksums; it is no proof against forgery.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            undamaged = tuple(archive.namelist()) == MEMBERS and archive.testzip() is None
            return archive.comment if undamaged else None
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError):
        return None


def with_metadata(network: bytes, mean: float, std: float) -> bytes:
    """Return a raw .tflite network with the metadata the pose task asks for.

    mean, std : the task feeds ``(pixel - mean) / std`` of an RGB picture with pixels 0..255.
    A network that has metadata already is returned as it is.
    """
    schema, model = _unpacked(network)
    if any(entry.name == METADATA_ENTRY.encode() for entry in model.metadata or []):
        return network
    graph = model.subgraphs[0]
    outputs = [graph.tensors[index].name for index in graph.outputs]
    model.buffers.append(schema.BufferT(data=list(_metadata(outputs, mean, std))))
    entry = schema.MetadataT(name=METADATA_ENTRY, buffer=len(model.buffers) - 1)
    model.metadata = [*(model.metadata or []), entry]
    return _packed(model, len(network))


def without_mask(network: bytes) -> bytes:
    """Return a raw landmark network without the operations that only its mask needs.

    The mask is the one output that is as large as the picture. The pose task counts the outputs and knows them by
    their place, so the smallest of what is computed anyway stands in for it. Nothing else is touched. A network
    without such an output is returned as it is.
    """
    _, model = _unpacked(network)
    graph = model.subgraphs[0]
    picture = list(graph.tensors[graph.inputs[0]].shape[1:3])
    masks = [index for index in graph.outputs if list(graph.tensors[index].shape[1:3]) == picture]
    if len(masks) != 1:
        return network
    others = [index for index in graph.outputs if index not in masks]
    graph.operators = _needed(graph.operators, others)
    made = {index for operator in graph.operators for index in operator.outputs}.difference(others)
    stand_in = min(made, key=lambda index: (math.prod(graph.tensors[index].shape), index))
    graph.outputs = [stand_in if index in masks else index for index in graph.outputs]
    return _packed(model, len(network))


def _needed(operators: list[Any], wanted: list[int]) -> list[Any]:
    """Return the operators, in their order, without which the wanted tensors would not be made."""
    known, kept = set(wanted), []
    for operator in reversed(operators):  # each comes after those that make what it reads
        if known.intersection(operator.outputs):
            known.update(operator.inputs)
            kept.append(operator)
    return kept[::-1]


def _unpacked(network: bytes) -> tuple[Any, Any]:
    """Return the classes that a network is made of, and the network as objects of them."""
    # Importing mediapipe takes a second; only assembling a bundle needs its schemas.
    from mediapipe.tasks.metadata import schema_py_generated as schema

    return schema, schema.ModelT.InitFromObj(schema.Model.GetRootAs(network, 0))


def _packed(model: Any, about_bytes: int) -> bytes:
    import flatbuffers

    builder = flatbuffers.Builder(about_bytes)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _metadata(outputs: list[bytes], mean: float, std: float) -> bytes:
    """Return the metadata flatbuffer: how the picture goes in, and one name per output."""
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    graph = schema.SubGraphMetadataT(
        inputTensorMetadata=[_picture_input(schema, mean, std)],
        outputTensorMetadata=[schema.TensorMetadataT(name=name) for name in outputs],
    )
    builder = flatbuffers.Builder()
    builder.Finish(schema.ModelMetadataT(subgraphMetadata=[graph]).Pack(builder), b"M001")
    return bytes(builder.Output())


def _picture_input(schema: Any, mean: float, std: float) -> Any:
    return schema.TensorMetadataT(
        name="image",
        content=schema.ContentT(
            contentPropertiesType=schema.ContentProperties.ImageProperties,
            contentProperties=schema.ImagePropertiesT(colorSpace=schema.ColorSpaceType.RGB),
        ),
        processUnits=[
            schema.ProcessUnitT(
                optionsType=schema.ProcessUnitOptions.NormalizationOptions,
                options=schema.NormalizationOptionsT(mean=[mean], std=[std]),
            )
        ],
    )


def _aligned_entry(name: str, offset_bytes: int) -> zipfile.ZipInfo:
    """Return a zip entry, written at this offset, whose content starts on a multiple of ALIGNMENT_BYTES."""
    entry = zipfile.ZipInfo(name)  # its time is 1980-01-01, whatever the clock says
    content_bytes = offset_bytes + LOCAL_HEADER_BYTES + len(name) + struct.calcsize("<HH")
    padding = -content_bytes % ALIGNMENT_BYTES
    entry.extra = struct.pack("<HH", PADDING_FIELD_ID, padding) + bytes(padding)
    return entry


def sha256_of(content: bytes) -> str:
    """Return the sha256 of some bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
