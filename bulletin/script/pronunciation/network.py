"""
Which reading a polyphone has in its sentence, as a small neural network judges it.

The network is the one of g2pM (Park & Lee, "g2pM: A Neural Grapheme-to-Phoneme Conversion Package for Mandarin Chinese
Based on a New Open Benchmark Dataset", Interspeech 2020; Apache-2.0): one bidirectional LSTM of 32 cells over
characters. Only the trained numbers are taken from the package; they are run here, because its own code runs both
directions apart, in double precision, and gives the best reading without how sure it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_CELLS = 32
_TAKE, _FORGET, _NEW, _GIVE = (slice(part * _CELLS, (part + 1) * _CELLS) for part in range(4))
"""Where the four gates lie in a row of 128 numbers."""
_UNKNOWN, _FIRST, _LAST = "<UNK>", "시", "끝"  # the network's own marks for a rare character, begin and end


@dataclass(frozen=True, slots=True)
class Network:
    """
    The trained numbers, prepared for running.

    Args:
        codes: The number of each character it knows.
        choices: The readings it chooses from for each polyphone, with their places in its output.
        single: The reading of characters that have only one.
        entering: What each character adds to the gates, for both directions.
        recurrent: What the state before adds to the gates, for both directions.
        layers: Weights and biases of the two layers above, in order.
    """

    codes: Mapping[str, int]
    choices: Mapping[str, tuple[tuple[str, int], ...]]
    single: Mapping[str, str]
    entering: tuple[Floats, Floats]
    recurrent: Floats
    layers: tuple[Floats, Floats, Floats, Floats]

    def likelihoods(self, sentence: str) -> list[dict[str, float]]:
        """
        Return the natural logarithm of each reading's probability, one table a character, empty for what it can't read.
        """
        wanted = [place for place, char in enumerate(sentence) if char in self.choices]
        found: list[dict[str, float]] = [{self.single[c]: 0.0} if c in self.single else {} for c in sentence]
        if wanted:
            for place, row in zip(wanted, self._scores(sentence, wanted), strict=True):
                found[place] = {reading: float(row[at]) for reading, at in self.choices[sentence[place]]}
        return found

    def _scores(self, sentence: str, wanted: Sequence[int]) -> Floats:
        import numpy as np  # noqa: PLC0415 - heavy

        weight, bias, out_weight, out_bias = self.layers
        hidden = np.maximum(self._states(sentence)[wanted] @ weight + bias, 0)
        scores: Floats = hidden @ out_weight + out_bias
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores

    def _states(self, sentence: str) -> Floats:
        """
        Return what the network knows at each character, from both sides.
        """
        import numpy as np  # noqa: PLC0415 - heavy

        unknown = self.codes[_UNKNOWN]
        codes = [self.codes[_FIRST], *(self.codes.get(char, unknown) for char in sentence), self.codes[_LAST]]
        forward, backward = self.entering
        gates = np.stack([forward[codes], backward[codes[::-1]]], axis=1)[:, :, None, :]
        state = np.zeros((2, 1, _CELLS), dtype=np.float32)
        memory, states = state, np.empty((len(codes), 2, _CELLS), dtype=np.float32)
        for step, entering in enumerate(gates):
            gate = np.tanh(entering + state @ self.recurrent)
            opened = gate * 0.5 + 0.5  # the logistic function of what `_halved` made half; the third part stays tanh
            memory = opened[..., _FORGET] * memory + opened[..., _TAKE] * gate[..., _NEW]
            state = opened[..., _GIVE] * np.tanh(memory)
            states[step] = state[:, 0]
        joined: Floats = np.concatenate([states[:, 0], states[::-1, 1]], axis=1)[1:-1]
        return joined


@cache
def network() -> Network:
    """
    Return the network, read from the package on the first call (20 ms) and kept.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    codes, classes, readings = (_table(name) for name in ("char2idx", "class2idx", "digest_cedict"))
    weights = {name: np.asarray(value, dtype=np.float32) for name, value in _table("np_ckpt").items()}
    embedding = weights["embedding.weight"]

    def entering(side: str) -> Floats:
        bias = weights[f"lstm.bias_ih_l0{side}"] + weights[f"lstm.bias_hh_l0{side}"]
        return _halved(embedding @ weights[f"lstm.weight_ih_l0{side}"].T + bias)

    chosen = {c: tuple((_written(r), classes[r]) for r in rs if r in classes) for c, rs in readings.items()}
    return Network(
        codes,
        {char: found for char, found in chosen.items() if len(found) > 1},
        {char: _written(rs[0]) for char, rs in readings.items() if len(rs) == 1},
        (entering(""), entering("_reverse")),
        _halved(np.stack([weights["lstm.weight_hh_l0"].T, weights["lstm.weight_hh_l0_reverse"].T])),
        (
            weights["logit_layer.0.weight"].T,
            weights["logit_layer.0.bias"],
            weights["logit_layer.2.weight"].T,
            weights["logit_layer.2.bias"],
        ),
    )


def _halved(numbers: Floats) -> Floats:
    """
    Halve what feeds the three gates that open and close: the logistic function of x is (1 + tanh(x / 2)) / 2.
    """
    numbers = numbers.copy()
    for gate in (_TAKE, _FORGET, _GIVE):
        numbers[..., gate] *= 0.5
    return numbers


def _written(reading: str) -> str:
    return reading.replace("u:", "v")


def _table(name: str) -> dict[str, Any]:
    """
    Return one table of the installed package.
    """
    import pickle  # noqa: PLC0415 - the package keeps its tables so; it is as trusted as its code
    from importlib.resources import files  # noqa: PLC0415 - only needed here

    table: dict[str, Any] = pickle.loads(files("g2pM").joinpath(f"{name}.pkl").read_bytes())  # noqa: S301 - likewise
    return table
