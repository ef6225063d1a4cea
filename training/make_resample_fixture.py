"""Writes tests/fixtures/resample.json: what Pillow makes of formula-made images, for the page's own resampler.

    python training/make_resample_fixture.py

The test builds the same inputs from the same formulas, so that the fixture holds results only.
"""

import json
import zlib
from pathlib import Path

import PIL
from PIL import Image

SIZES = [  # source width, height, target width, height; Pillow swaps its passes for some of them
    (640, 480, 224, 224), (37, 61, 224, 224), (224, 224, 224, 224), (500, 224, 224, 224), (224, 500, 224, 224),
    (1, 1, 5, 7), (1, 300, 64, 64), (300, 1, 64, 64), (3000, 2, 7, 3), (16384, 1, 1, 1), (513, 511, 512, 512),
    (97, 89, 96, 1), (2, 2, 224, 224), (30, 200, 224, 224), (300, 640, 224, 224), (100, 300, 50, 200), (100, 301, 50, 200),
]  # fmt: skip


def noise(width: int, height: int) -> bytes:
    """Upper bytes of the linear congruential generator of Numerical Recipes, seed 1; [height, width, 3]."""
    state, out = 1, bytearray(width * height * 3)
    for i in range(len(out)):
        state = (1664525 * state + 1013904223) % 2**32
        out[i] = state >> 24
    return bytes(out)


def gradient(width: int, height: int) -> bytes:
    """Sawtooth of column, row and both: red 3x, green 5y, blue x + y, modulo 256; [height, width, 3]."""
    return bytes(v % 256 for y in range(height) for x in range(width) for v in (3 * x, 5 * y, x + y))


def white(width: int, height: int) -> bytes:
    return b"\xff" * (width * height * 3)


cases = []
for make in (noise, gradient, white):
    for width, height, to_width, to_height in SIZES:
        source = Image.frombytes("RGB", (width, height), make(width, height))
        out = source.resize((to_width, to_height), Image.Resampling.BILINEAR).tobytes()
        cases.append({
            "pattern": make.__name__, "source": [width, height], "target": [to_width, to_height],
            "first": list(out[:6]), "middle": list(out[len(out) // 2 : len(out) // 2 + 6]), "crc32": zlib.crc32(out),
        })  # fmt: skip
Path("tests/fixtures/resample.json").write_text(json.dumps({"pillow": PIL.__version__, "cases": cases}) + "\n")
