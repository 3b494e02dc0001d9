"""
Make `model.onnx`: a stand-in for a neural voice without weights, 18 kB; needs the package `onnx`.

    python build.py

Each token becomes a tone of 130 ms whose height is its number, the first sixteen tokens become silence. The real
loading and front-end code of sherpa-onnx runs on it, so that length, speed, speaker, lexicon and readings can be
asserted. The graph is Gather, Mul, Sin, Mul, Reshape, Resize.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SAMPLE_RATE = 22_050
TOKEN = round(0.13 * SAMPLE_RATE)
SILENT = 16
TOKENS = 900

META = {
    "sample_rate": SAMPLE_RATE,
    "n_speakers": 3,
    "add_blank": 0,
    "language": "Chinese",
    "punctuation": "， 。 ！ ？ 、 ； ：",
    "comment": "tiny",
    "model_type": "vits",
}


def constants() -> list[onnx.TensorProto]:
    """
    Return pitches, time and envelope: 130 ms that swell and fade, so that the level moves as in speech.
    """
    place = np.arange(TOKEN, dtype=np.float32)
    pitch = np.array([0 if n < SILENT else 150 + 2.0 * n for n in range(TOKENS)], np.float32)
    swell = (0.35 * np.sin(np.pi * place / TOKEN) ** 2).astype(np.float32)
    arrays = {
        "pitch": pitch,
        "time": (place / SAMPLE_RATE * 2 * math.pi).astype(np.float32).reshape(1, 1, TOKEN),
        "swell": swell.reshape(1, 1, TOKEN),
        "two": np.array([2], np.int64),
        "flat": np.array([1, 1, -1], np.int64),
        "ones": np.array([1, 1], np.float32),
    }
    return [numpy_helper.from_array(array, name) for name, array in arrays.items()]


def graph() -> onnx.GraphProto:
    """
    Return the graph: token numbers in, sound out.
    """
    node = helper.make_node
    nodes = [
        node("Gather", ["pitch", "x"], ["f"]),
        node("Unsqueeze", ["f", "two"], ["f3"]),
        node("Mul", ["f3", "time"], ["phase"]),
        node("Sin", ["phase"], ["tone"]),
        node("Mul", ["tone", "swell"], ["shaped"]),
        node("Reshape", ["shaped", "flat"], ["line"]),
        node("Concat", ["ones", "length_scale"], ["scales"], axis=0),
        node(
            "Resize",
            ["line", "", "scales"],
            ["y"],
            mode="nearest",
            nearest_mode="floor",
            coordinate_transformation_mode="asymmetric",
        ),
    ]
    value = helper.make_tensor_value_info
    scales = [value(name, TensorProto.FLOAT, [1]) for name in ("noise_scale", "length_scale", "noise_scale_w")]
    inputs = [value("x", TensorProto.INT64, [1, "N"]), value("x_length", TensorProto.INT64, [1]), *scales]
    inputs.append(value("sid", TensorProto.INT64, [1]))
    return helper.make_graph(nodes, "tiny", inputs, [value("y", TensorProto.FLOAT, [1, 1, "L"])], constants())


def main() -> None:
    """
    Write the model beside this script.
    """
    model = helper.make_model(graph(), opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    for key, value in META.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, str(value)
    onnx.checker.check_model(model)
    Path(__file__).with_name("model.onnx").write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
