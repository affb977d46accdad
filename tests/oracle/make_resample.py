#!/usr/bin/env python3
"""What PIL's resize makes of small pictures.

    python3 tests/oracle/make_resample.py [output folder, default tests/golden/resample]

Writes `cases.csv` (width,height,channels,discrete,to_width,to_height,offset) and `pixels.bin`: at each offset the input's bytes, then the
expected ones. BICUBIC, or NEAREST where discrete. `masks.csv` (width,height,to_width,to_height,offset) and `masks.bin` are the same for
one-channel pictures and BILINEAR, with masks of 0 and 255 among them. Needs Pillow 9.4 and NumPy.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image

out = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "golden" / "resample")
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(11)
sizes = [  # from, to
    ((1, 1), (1, 1)), ((1, 1), (7, 5)), ((9, 6), (1, 1)), ((2, 3), (40, 33)), ((31, 23), (31, 23)), ((31, 23), (31, 12)),
    ((31, 23), (17, 23)), ((23, 31), (64, 64)), ((64, 48), (16, 16)), ((63, 47), (20, 30)), ((300, 1), (7, 3)), ((1, 300), (3, 7)),
    ((400, 2), (2, 50)), ((20, 24), (19, 25)), ((17, 90), (90, 17)), ((41, 41), (28, 28)), ((5, 4), (37, 3)), ((120, 3), (11, 9)),
]
rows, blob = [], bytearray()
for number, ((width, height), (to_width, to_height)) in enumerate(sizes):
    for channels in (1, 2, 3, 4):
        discrete = channels in (1, 3) and number % 3 == 0
        pixels = rng.integers(0, 256, (height, width, channels)).astype(np.uint8)
        if number % 2:
            pixels = np.where(pixels > 127, 255, 0).astype(np.uint8)   # the filter overshoots: sums are clipped
        image = Image.fromarray(pixels[..., 0] if channels == 1 else pixels, {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels])
        small = image.resize((to_width, to_height), Image.Resampling.NEAREST if discrete else Image.Resampling.BICUBIC)
        rows.append((width, height, channels, int(discrete), to_width, to_height, len(blob)))
        blob += pixels.tobytes() + np.asarray(small).tobytes()
(out / "cases.csv").write_text("width,height,channels,discrete,to_width,to_height,offset\n" + "".join(",".join(map(str, r)) + "\n" for r in rows))
(out / "pixels.bin").write_bytes(blob)
print(len(rows), "cases,", len(blob), "bytes")

rows, blob = [], bytearray()
for number, ((width, height), (to_width, to_height)) in enumerate(sizes):
    for mask in (False, True):
        pixels = rng.integers(0, 256, (height, width)).astype(np.uint8)
        if mask:
            pixels = np.where(pixels > 127, 255, 0).astype(np.uint8)
        small = Image.fromarray(pixels, "L").resize((to_width, to_height), Image.Resampling.BILINEAR)
        rows.append((width, height, to_width, to_height, len(blob)))
        blob += pixels.tobytes() + np.asarray(small).tobytes()
(out / "masks.csv").write_text("width,height,to_width,to_height,offset\n" + "".join(",".join(map(str, r)) + "\n" for r in rows))
(out / "masks.bin").write_bytes(blob)
print(len(rows), "masks,", len(blob), "bytes")
