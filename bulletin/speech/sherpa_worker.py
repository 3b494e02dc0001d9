"""
The process in which a neural voice lives: `python -m bulletin.speech.sherpa_worker`.

A model folder that is not what it seems ends the whole process from within the library (exit 255, measured), so it
must be another one than ours. One JSON object a line comes in; for each, one line of JSON goes out, and after it the
sound as 32-bit floats. The first line in says which model to load.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

import numpy as np


def main() -> None:
    """
    Load a model and speak until the input ends.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the library prints must not come between the answers
    voice = _load(json.loads(sys.stdin.readline()))
    _answer(out, {"speakers": voice.num_speakers, "sample_rate": voice.sample_rate})
    for line in sys.stdin:
        asked = json.loads(line)
        made = voice.generate(asked["text"], sid=asked["speaker"], speed=asked["speed"])
        samples = np.asarray(made.samples, np.float32)
        _answer(out, {"samples": len(samples), "sample_rate": made.sample_rate}, samples.tobytes())


def _answer(out: BinaryIO, facts: dict[str, Any], sound: bytes = b"") -> None:
    out.write(json.dumps(facts).encode() + b"\n" + sound)
    out.flush()


def _load(asked: dict[str, Any]) -> Any:  # noqa: ANN401 - the library has no types
    import sherpa_onnx  # noqa: PLC0415 - only here, only when asked for

    kinds = {
        "vits": sherpa_onnx.OfflineTtsVitsModelConfig,
        "matcha": sherpa_onnx.OfflineTtsMatchaModelConfig,
        "kokoro": sherpa_onnx.OfflineTtsKokoroModelConfig,
    }
    part = kinds[asked["kind"]](**asked["files"])
    model = sherpa_onnx.OfflineTtsModelConfig(**{asked["kind"]: part}, num_threads=asked["threads"], provider="cpu")
    config = sherpa_onnx.OfflineTtsConfig(model=model, max_num_sentences=1)
    if not config.validate():
        raise SystemExit("sherpa-onnx refuses the folder")
    return sherpa_onnx.OfflineTts(config)


if __name__ == "__main__":
    main()
