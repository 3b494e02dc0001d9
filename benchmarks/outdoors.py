"""
How well a bulletin is understood across a village square: plain, and in our renditions, through a simulated horn.

    python benchmarks/outdoors.py                     a table: distance, noise, ESTOI, STOI, SII
    python benchmarks/outdoors.py --json              one document
    python benchmarks/outdoors.py --pictures FOLDER   the curves (SVG) and a spectrogram (PNG)

The model: a horn loudspeaker (-10 dB at 250 Hz, +4 dB at 2.5 kHz, -13 dB at 8 kHz) that makes 120 dB at 1 m at full
scale; distance; air absorption (ISO 9613-2 table 2, 20 degrees, 70 %); echoes from 12 to 302 ms and a tail of 0.9 s;
traffic noise in the shape of EN 1793-3. Every master is encoded to MP3 and decoded. The amplifier's setting is the
same for all: what counts is what a master makes of the same peak. Speech comes from espeak-ng, which must be installed;
ESTOI and STOI from pystoi (extra `bench`); SII is reckoned here (ANSI S3.5, one-third octaves, no spread of masking).
It is a simulation: no ear and no real horn was asked.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bulletin.programme.decoding import decoded
from bulletin.programme.editing import edited
from bulletin.programme.filters import resampled
from bulletin.programme.frames import header_for
from bulletin.programme.loudness import loudness, true_peak
from bulletin.programme.mastering import RENDITIONS, profile_of
from bulletin.programme.segments import encoded, heard_of

RATE = 24_000
LOUDEST = 120.0
"""dB SPL at 1 m for a sine of full scale."""

PASCAL = 20e-6
VOICES = ("cmn", "cmn+f2", "cmn+m3", "cmn+f4", "cmn+m7", "cmn+f5")
WORDS = (
    "荷塘镇新建四百一十九个市政消防栓，工程将于十一月三十日完工。",
    "区卫生健康局提醒，老年人接种流感疫苗，可以到就近的社区卫生服务中心。",
    "明天白天多云转小雨，气温十五到二十二度，请注意添加衣物。",
)
THIRDS = np.array(
    [160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000.0]
)
IMPORTANCE = np.array(
    [83, 95, 150, 289, 440, 578, 653, 711, 818, 844, 882, 898, 868, 844, 771, 527, 364, 185], float
)  # ANSI S3.5 table 3, in ten-thousandths
TRAFFIC_HZ = np.array([100, 125, *THIRDS[:16]])
TRAFFIC = np.array([-20, -20, -18, -16, -15, -14, -13, -12, -11, -9, -8, -9, -10, -11, -13, -15, -16, -18.0])
"""EN 1793-3, A-weighted level of each third of an octave."""

AIR_HZ = np.array([63, 125, 250, 500, 1000, 2000, 4000, 8000.0])
AIR = np.array([0.1, 0.3, 1.1, 2.8, 5.0, 9.0, 22.9, 76.6]) / 1000
"""dB a metre."""

HORN_HZ = np.array([50, 125, 250, 400, 800, 1600, 2500, 3500, 5000, 8000, 12000.0])
HORN = np.array([-40, -24, -10, -3, 0, 1.5, 4, 3, -3, -13, -26.0])

Sound = npt.NDArray[np.float64]


def shaped(sound: Sound, hertz: Sound, decibels: Sound) -> Sound:
    """
    Return sound with a gain that is a straight line between points on a scale of octaves.
    """
    f = np.fft.rfftfreq(len(sound), 1 / RATE)
    gain = np.interp(np.log2(np.maximum(f, 1)), np.log2(hertz), decibels)
    return np.fft.irfft(np.fft.rfft(sound) * 10 ** (gain / 20), len(sound))


def a_weight(hertz: Sound) -> Sound:
    """
    Return the A-weighting in dB (IEC 61672-1).
    """
    s = hertz**2
    top = 12194**2 * s * s
    under = (s + 20.6**2) * np.sqrt((s + 107.7**2) * (s + 737.9**2)) * (s + 12194**2)
    return 20 * np.log10(top / under) + 2.0


def traffic(samples: int, level: float) -> Sound:
    """
    Return traffic noise of a level in dB(A), in pascals.
    """
    rng = np.random.default_rng(1)
    flat = TRAFFIC - a_weight(TRAFFIC_HZ) - 10 * np.log10(TRAFFIC_HZ)
    edges = np.array([20, *TRAFFIC_HZ, 12000.0])
    noise = shaped(rng.standard_normal(samples), edges, np.array([flat[0] - 12, *flat, flat[-1] - 12]))
    f = np.fft.rfftfreq(samples, 1 / RATE)
    weighted = np.fft.irfft(np.fft.rfft(noise) * 10 ** (a_weight(np.maximum(f, 10)) / 20), samples)
    return noise * (PASCAL * 10 ** (level / 20) / np.sqrt(np.mean(weighted**2)))


def square(seconds: float = 1.2) -> Sound:
    """
    Return the impulse response of the place: direct sound, echoes of walls, a tail.
    """
    rng = np.random.default_rng(2)
    out = np.zeros(round(seconds * RATE))
    out[0] = 1.0
    for milliseconds, height in ((12, 0.35), (31, 0.3), (58, 0.25), (97, 0.22), (160, 0.18), (231, 0.13), (302, 0.1)):
        out[round(milliseconds * RATE / 1000)] += height * rng.choice([-1, 1])
    t = np.arange(len(out)) / RATE
    out += 0.006 * rng.standard_normal(len(out)) * 10 ** (-3 * t / 0.9) * (t > 0.02)
    return out


def at(sound: Sound, metres: float) -> Sound:
    """
    Return what arrives at a distance, in pascals.
    """
    horn = shaped(sound, HORN_HZ, HORN)
    far = shaped(horn, AIR_HZ, -AIR * metres)
    size = len(far) + round(1.2 * RATE)
    place = np.fft.irfft(np.fft.rfft(far, size) * np.fft.rfft(square(), size), size)[: len(far)]
    return place * (np.sqrt(2) * PASCAL * 10 ** (LOUDEST / 20) / metres)


def bands(sound: Sound) -> Sound:
    """
    Return the level in each third of an octave, dB SPL.
    """
    power = np.abs(np.fft.rfft(sound)) ** 2 * 2 / len(sound) ** 2
    f = np.fft.rfftfreq(len(sound), 1 / RATE)
    inside = [(f >= centre * 2 ** (-1 / 6)) & (f < centre * 2 ** (1 / 6)) for centre in THIRDS]
    return np.array([10 * np.log10(power[one].sum() / PASCAL**2 + 1e-12) for one in inside])


def sii(speech: Sound, noise: Sound) -> float:
    """
    Return the speech intelligibility index: the audible part of each band, weighted.
    """
    audible = np.clip((bands(speech) - bands(noise) + 15) / 30, 0, 1)
    return float((audible * IMPORTANCE).sum() / IMPORTANCE.sum())


def voices() -> list[Sound]:
    """
    Return some seconds of speech of each voice.
    """
    out = []
    for number, voice in enumerate(VOICES):
        words = "".join(WORDS[number % 3 :] + WORDS[: number % 3])
        line = ["espeak-ng", "-v", voice, "-s", "170", "--stdout", words]
        wave = subprocess.run(line, check=True, capture_output=True).stdout  # noqa: S603 - a fixed command
        samples, rate = _wave(wave)
        out.append(edited(resampled(samples, rate, RATE), RATE)[: 8 * RATE].astype(np.float64))
    return out


def _wave(data: bytes) -> tuple[Any, int]:
    """
    Read WAV from a pipe, whose header does not know its length.
    """
    data = io.BytesIO(data).getvalue()
    size = len(data) - 44
    return decoded(data[:4] + struct.pack("<I", size + 36) + data[8:40] + struct.pack("<I", size) + data[44:])


def masters(voice: Sound) -> Iterator[tuple[str, Sound]]:
    """
    Yield a voice as it is without us, at the same peak, and in each rendition, encoded and decoded.
    """
    ceiling = RENDITIONS["studio"].ceiling
    yield "plain, peak-normalised", voice * 10 ** ((ceiling - true_peak(voice.astype(np.float32))) / 20)
    for name, rendition in RENDITIONS.items():
        samples = voice[: len(voice) // 576 * 576].astype(np.float32)
        _, data = encoded(samples, rendition, rendition.target, profile_of(rendition))
        yield name, heard_of(data, header_for(rendition), len(samples)).astype(np.float64)


def scores(speech: list[Sound], places: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """
    Return the mean scores of every master at every place (metres, dB(A) of traffic).
    """
    from pystoi import stoi  # noqa: PLC0415 - the extra `bench`; told in main when missing

    rows: dict[tuple[str, float, float], list[tuple[float, float, float, float]]] = {}
    for voice in speech:
        for name, made in masters(voice):
            clean = voice[: len(made)]
            level = loudness(made.astype(np.float32), RATE)
            for metres, noise_level in places:
                heard, noise = at(made, metres), traffic(len(made), noise_level)
                both = heard + noise
                one = (stoi(clean, both, RATE, extended=True), stoi(clean, both, RATE), sii(heard, noise), level)
                rows.setdefault((name, metres, noise_level), []).append(one)
    return [
        {
            "master": name,
            "metres": metres,
            "noise_dba": noise,
            **dict(zip(("estoi", "stoi", "sii", "lufs"), np.round(np.mean(found, axis=0), 3).tolist(), strict=True)),
        }
        for (name, metres, noise), found in rows.items()
    ]


COLOURS = {"plain, peak-normalised": "#888", "studio": "#2f6f8f", "horn": "#b5441f", "night": "#6a4f9b"}


_TITLE = "广场上能听懂多少（ESTOI，交通噪声 70 dBA，模拟）"


def curves(rows: list[dict[str, Any]]) -> str:
    """
    Draw ESTOI over distance in traffic of 70 dB(A).
    """
    left, top, wide, high = 60, 30, 620, 300
    near, far = np.log2(10), np.log2(200)

    def point(row: dict[str, Any]) -> str:
        x = left + wide * (np.log2(row["metres"]) - near) / (far - near)
        return f"{x:.1f},{top + high * (1 - row['estoi'] / 0.8):.1f}"

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 20} {top + high + 50}">',
        "<style>text{font:13px sans-serif}</style>",
        f'<rect width="100%" height="100%" fill="#fff"/><text x="{left}" y="18">{_TITLE}</text>',
    ]
    for value in (0.0, 0.2, 0.4, 0.6, 0.8):
        y = top + high * (1 - value / 0.8)
        out.append(f'<line x1="{left}" x2="{left + wide}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        out.append(f'<text x="20" y="{y + 4}">{value}</text>')
    for metres in (10, 20, 50, 100, 200):
        x = left + wide * (np.log2(metres) - near) / (far - near)
        out.append(f'<text x="{x - 14:.0f}" y="{top + high + 20}">{metres} m</text>')
    for number, (name, colour) in enumerate(COLOURS.items()):
        line = sorted((r for r in rows if r["master"] == name and r["noise_dba"] == 70), key=lambda r: r["metres"])
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(map(point, line))}"/>')
        out.append(f'<text x="{left + 400}" y="{top + 20 + 18 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*out, "</svg>\n"])


def spectrogram(sounds: list[Sound]) -> bytes:
    """
    Return sounds one above the other as a spectrogram, 0 to 12 kHz, 80 dB from white to black, PNG.
    """
    strips = []
    for sound in sounds:
        hop = max(1, len(sound) // 900)
        frames = np.lib.stride_tricks.sliding_window_view(sound, 512)[::hop] * np.hanning(512)
        level = 20 * np.log10(np.abs(np.fft.rfft(frames, axis=1)).T[::-1] / 128 + 1e-9)
        strips += [np.clip(255 * -level / 80, 0, 255).astype(np.uint8), np.full((6, level.shape[1]), 255, np.uint8)]
    pixels = np.concatenate([strip[:, : min(s.shape[1] for s in strips)] for strip in strips])
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pictures", type=Path, help="a folder for the curves and a spectrogram")
    given = parser.parse_args()
    if shutil.which("espeak-ng") is None:
        sys.exit("espeak-ng is not installed: there is no speech to measure")
    speech = voices()
    places = [(metres, 70.0) for metres in (10.0, 20.0, 50.0, 100.0, 200.0)] + [(50.0, 45.0)]
    rows = scores(speech, places)
    if given.json:
        print(json.dumps({"voices": len(speech), "rows": rows}, ensure_ascii=False))
    else:
        print(f"{'master':<24}{'metres':>7}{'dB(A)':>7}{'ESTOI':>8}{'STOI':>8}{'SII':>8}{'LUFS':>8}")
        for row in rows:
            figures = "".join(f"{row[name]:>8.3f}" for name in ("estoi", "stoi", "sii"))
            print(f"{row['master']:<24}{row['metres']:>7g}{row['noise_dba']:>7g}{figures}{row['lufs']:>8.1f}")
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
        (given.pictures / "outdoors.svg").write_text(curves(rows), "utf-8")
        both = dict(masters(speech[0]))
        (given.pictures / "horn-spectrogram.png").write_bytes(spectrogram([both["studio"], both["horn"]]))


if __name__ == "__main__":
    main()
