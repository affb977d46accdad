#!/usr/bin/env python3
"""Small pictures of every kind that the decoder reads, and what PIL makes of each.

    python3 tests/oracle/make_images.py [output folder, default tests/golden/images]

Writes the picture files, `cases.csv` (file,width,height,channels,bytes,discrete,orientation,tolerance,offset) and `expected.bin`: the
pixels as stored (orientation not applied), row-major and interleaved, 16-bit samples little endian, at the offset of each case.
Palettes are expanded to RGB and single bits to 0/255. Needs Pillow 9.4 and NumPy.
"""
import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile

W, H = 23, 17
out = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "golden" / "images")
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(7)
yy, xx = np.mgrid[0:H, 0:W]
smooth = np.stack([xx * 255 / (W - 1), yy * 255 / (H - 1), (xx + yy) * 255 / (W + H - 2)], -1)
rgb = np.clip(smooth + rng.normal(0, 12, smooth.shape), 0, 255).astype(np.uint8)
rgb[3:7, 4:9] = (250, 20, 30)
grey = rgb[..., 1].copy()
alpha = np.clip(xx * 12 + yy * 3, 0, 255).astype(np.uint8)
alpha[0:3] = 0
grey16 = (grey.astype(np.uint16) * 257 + rng.integers(0, 90, grey.shape)).clip(0, 65535).astype(np.uint16)
rgb16 = (rgb.astype(np.uint32) * 257 + rng.integers(0, 90, rgb.shape)).clip(0, 65535).astype(np.uint16)
alpha16 = alpha.astype(np.uint16) * 257
bits = ((xx // 3 + yy // 2) % 2).astype(np.uint8)
L, RGB = Image.fromarray(grey), Image.fromarray(rgb)
RGBA = Image.fromarray(np.dstack([rgb, alpha]))
LA = Image.merge("LA", [L, Image.fromarray(alpha)])
ONE = Image.fromarray(bits * 255).convert("1", dither=Image.Dither.NONE)
P = RGB.quantize(40, dither=Image.Dither.NONE)
P4 = RGB.quantize(13, dither=Image.Dither.NONE)

cases, blob = [], bytearray()


def add(name, pixels, discrete=False, orientation=1, tolerance=0):
    pixels = np.ascontiguousarray(pixels)
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    cases.append((name, pixels.shape[1], pixels.shape[0], channels, pixels.itemsize, int(discrete), orientation, tolerance, len(blob)))
    blob.extend(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes())


def save(name, image, discrete=None, orientation=1, expected=None, **options):
    """Writes with PIL, reads back with PIL, and records what PIL sees."""
    if orientation != 1:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    image.save(out / name, **options)
    record(name, discrete, orientation, expected)


def record(name, discrete=None, orientation=1, expected=None):
    back = Image.open(out / name)
    assert back.getexif().get(0x0112, 1) == orientation, name
    mode = back.mode
    if expected is None:
        if mode in ("P", "1"):
            expected = np.asarray(back.convert("RGB" if mode == "P" else "L"))
        elif mode == "CMYK":
            expected = np.asarray(back.convert("RGB"))
        else:
            expected = np.asarray(back)
    # lossy colour goes through the same libjpeg and libwebp, but other builds of them may round otherwise
    add(name, expected, mode in ("P", "1") if discrete is None else discrete, orientation, 2 if name.endswith((".jpg", ".webp")) else 0)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, depth, colour, rows, extra=b"", interlace=0, after=b""):
    raw = b"".join(b"\0" + row for row in rows)
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, depth, colour, 0, 0, interlace))
                             + extra + chunk(b"IDAT", zlib.compress(raw, 9)) + after + chunk(b"IEND", b""))


def packed(values, depth):
    per = 8 // depth
    padded = np.zeros((values.shape[0], -(-values.shape[1] // per) * per), np.uint8)
    padded[:, :values.shape[1]] = values
    byte = np.zeros((padded.shape[0], padded.shape[1] // per), np.uint8)
    for i in range(per):
        byte |= (padded[:, i::per] << (8 - depth * (i + 1))).astype(np.uint8)
    return [row.tobytes() for row in byte]


# --- PNG
save("grey.png", L)
save("rgb.png", RGB)
save("rgba.png", RGBA)
save("la.png", LA)
save("palette.png", P)
save("palette4.png", P4)
save("palette_trns.png", P, transparency=3)
save("onebit.png", ONE)
save("rgb_trns.png", RGB, transparency=(250, 20, 30))
save("grey_trns.png", L, transparency=int(grey[0, 0]))
save("exif6.png", RGB, orientation=6)
png("grey2.png", 2, 0, packed(grey >> 6, 2))
record("grey2.png")
png("grey4.png", 4, 0, packed(grey >> 4, 4))
record("grey4.png")
png("grey16.png", 16, 0, [r.astype(">u2").tobytes() for r in grey16])
add("grey16.png", grey16)
png("rgb16.png", 16, 2, [r.astype(">u2").tobytes() for r in rgb16])
add("rgb16.png", rgb16)
png("rgba16.png", 16, 6, [r.astype(">u2").tobytes() for r in np.dstack([rgb16, alpha16])])
add("rgba16.png", np.dstack([rgb16, alpha16]))
png("la16.png", 16, 4, [r.astype(">u2").tobytes() for r in np.dstack([grey16, alpha16])])
add("la16.png", np.dstack([grey16, alpha16]))
exif8 = Image.Exif()
exif8[0x0112] = 8
png("exif8_after_idat.png", 8, 0, [r.tobytes() for r in grey], after=chunk(b"eXIf", exif8.tobytes()[6:]))
add("exif8_after_idat.png", grey, orientation=8)

# --- JPEG
save("rgb.jpg", RGB, quality=90)
save("rgb444.jpg", RGB, quality=95, subsampling=0)
save("grey.jpg", L, quality=90)
save("progressive.jpg", RGB, quality=90, progressive=True)
for orientation in range(2, 9):
    save(f"exif{orientation}.jpg", RGB, quality=92, orientation=orientation)
thumb = io.BytesIO()
RGB.resize((8, 6)).save(thumb, "JPEG")
exif = Image.Exif()
exif[0x0112] = 3
body = exif.tobytes()[6:] + thumb.getvalue()   # a whole JPEG, EOI included, inside APP1
save("exif3_thumbnail.jpg", RGB, quality=92)
cases.pop()
data = (out / "exif3_thumbnail.jpg").read_bytes()
payload = b"Exif\0\0" + body
(out / "exif3_thumbnail.jpg").write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + data[2:])
record("exif3_thumbnail.jpg", orientation=3)
(out / "trailing_bytes.jpg").write_bytes((out / "rgb.jpg").read_bytes() + b"camera maker's notes")
record("trailing_bytes.jpg")

# --- BMP
save("grey.bmp", L)
save("rgb.bmp", RGB)
save("palette.bmp", P)
save("onebit.bmp", ONE)


def bmp(name, depth, rows, palette=b"", compression=0, masks=b"", header=40, height=H, size=None):
    data = b"".join(row + b"\0" * (-len(row) % 4) for row in rows) if size is None else rows
    info = struct.pack("<IiiHHIIiiII", header, W, height, 1, depth, compression, len(data), 2835, 2835, len(palette) // 4, 0)
    info += masks + (b"\0" * (header - 40 - len(masks)) if header > 40 else b"")
    offset = 14 + len(info) + len(palette)
    (out / name).write_bytes(b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data)


bgr = rgb[..., ::-1]
bmp("topdown.bmp", 24, [r.tobytes() for r in bgr], height=-H)
record("topdown.bmp")
bgrx = np.dstack([bgr, np.zeros_like(alpha)])
bmp("rgb32.bmp", 32, [r.tobytes() for r in bgrx[::-1]])
record("rgb32.bmp")
bmp("rgba32_v4.bmp", 32, [r.tobytes() for r in np.dstack([bgr, alpha])[::-1]], compression=3, header=108,
    masks=struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000))
record("rgba32_v4.bmp")
index4 = np.asarray(P4)
pal4 = np.array(P4.getpalette()[:48], np.uint8).reshape(-1, 3)
pal4 = b"".join(bytes([b, g, r, 0]) for r, g, b in pal4).ljust(64, b"\0")
bmp("palette4.bmp", 4, packed(index4[::-1], 4), pal4)
record("palette4.bmp")
greys = b"".join(bytes([v, v, v, 0]) for v in range(255, -1, -1))
bmp("grey_reversed.bmp", 8, [r.tobytes() for r in grey[::-1]], greys)
record("grey_reversed.bmp")
rgb15 = (rgb[..., 0].astype(np.uint16) >> 3) << 10 | (rgb[..., 1].astype(np.uint16) >> 3) << 5 | rgb[..., 2] >> 3
bmp("rgb555.bmp", 16, [r.astype("<u2").tobytes() for r in rgb15[::-1]])
record("rgb555.bmp")
rgb16bit = (rgb[..., 0].astype(np.uint16) >> 3) << 11 | (rgb[..., 1].astype(np.uint16) >> 2) << 5 | rgb[..., 2] >> 3
bmp("rgb565.bmp", 16, [r.astype("<u2").tobytes() for r in rgb16bit[::-1]], compression=3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F))
record("rgb565.bmp")
rle = b"".join(b"".join(bytes([1, v]) for v in row) + b"\0\0" for row in (np.asarray(P)[::-1] % 40)) + b"\0\1"
pal8 = np.array((P.getpalette() + [0] * 768)[:768], np.uint8).reshape(-1, 3)
pal8 = b"".join(bytes([b, g, r, 0]) for r, g, b in pal8)
bmp("rle8.bmp", 8, rle, pal8, compression=1, size=len(rle))
record("rle8.bmp")

# --- WebP
save("lossy.webp", RGB, quality=90)
save("lossless.webp", RGB, lossless=True)
save("rgba.webp", RGBA, lossless=True, exact=True)
save("lossy_alpha.webp", RGBA, quality=90)
save("exif5.webp", RGB, lossless=True, orientation=5)

# --- TIFF
save("grey.tif", L)
save("rgb.tif", RGB)
save("rgba.tif", RGBA)
save("la.tif", LA)
save("palette.tif", P)
save("onebit.tif", ONE)
save("group4.tif", ONE, compression="group4")
save("lzw.tif", RGB, compression="tiff_lzw")
save("deflate.tif", RGBA, compression="tiff_adobe_deflate")
save("packbits.tif", L, compression="packbits")
save("jpeg.tif", RGB, compression="jpeg", quality=90)
cases[-1] = cases[-1][:7] + (2,) + cases[-1][8:]
save("grey16.tif", Image.fromarray(grey16), expected=grey16)
for orientation in (3, 4, 6, 7):
    save(f"exif{orientation}.tif", RGB, orientation=orientation, expected=rgb)  # PIL turns a TIFF when it loads it


def tiff(name, pixels, order="<", big=False, photometric=None, extra=None, tile=None, planar=1, orientation=1):
    """A TIFF by hand: byte orders, BigTIFF, tiles, planes and 16-bit colour, which PIL does not write."""
    pixels = np.ascontiguousarray(pixels)
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    cube = pixels.reshape(H, W, channels)
    raw = cube.astype(cube.dtype.newbyteorder(order))
    if tile:
        rows, columns = -(-H // tile), -(-W // tile)
        padded = np.zeros((rows * tile, columns * tile, channels), raw.dtype)
        padded[:H, :W] = raw
        parts = [padded[y * tile:(y + 1) * tile, x * tile:(x + 1) * tile].tobytes() for y in range(rows) for x in range(columns)]
    elif planar == 2:
        parts = [raw[..., c].tobytes() for c in range(channels)]
    else:
        parts = [raw[y:y + 8].tobytes() for y in range(0, H, 8)]
    short, long, wide = (3, "H"), (4, "I"), (16, "Q")
    tags = [(256, long, [W]), (257, long, [H]), (258, short, [8 * pixels.itemsize] * channels), (259, short, [1]),
            (262, short, [photometric if photometric is not None else (1 if channels < 3 else 2)]), (274, short, [orientation]),
            (277, short, [channels]), (284, short, [planar])]
    offsets = []
    if tile:
        tags += [(322, long, [tile]), (323, long, [tile]), (324, wide if big else long, offsets), (325, long, [len(p) for p in parts])]
    else:
        tags += [(273, wide if big else long, offsets), (278, long, [H if planar == 2 else 8]), (279, long, [len(p) for p in parts])]
    if extra is not None:
        tags.append((338, short, [extra]))
    tags.sort(key=lambda t: t[0])
    start = 16 if big else 8
    for part in parts:
        offsets.append(start)
        start += len(part) + len(part) % 2
    head = (b"II" if order == "<" else b"MM") + (struct.pack(order + "HHHQ", 43, 8, 0, start) if big else struct.pack(order + "HI", 42, start))
    field = 8 if big else 4
    entry = 12 + 8 if big else 12
    after = start + (8 if big else 2) + entry * len(tags) + field
    ifd, tail = struct.pack(order + ("Q" if big else "H"), len(tags)), b""
    for tag, (kind, letter), values in tags:
        value = struct.pack(order + letter * len(values), *values)
        ifd += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(values))
        if len(value) > field:
            ifd += struct.pack(order + ("Q" if big else "I"), after + len(tail))
            tail += value + b"\0" * (len(value) % 2)
        else:
            ifd += value.ljust(field, b"\0")
    ifd += b"\0" * field
    (out / name).write_bytes(head + b"".join(p + b"\0" * (len(p) % 2) for p in parts) + ifd + tail)


tiff("motorola.tif", rgb, ">")
record("motorola.tif")
tiff("grey16_motorola.tif", grey16, ">")
add("grey16_motorola.tif", grey16)
tiff("rgb16.tif", rgb16)
add("rgb16.tif", rgb16)
tiff("rgba16.tif", np.dstack([rgb16, alpha16]), extra=2)
add("rgba16.tif", np.dstack([rgb16, alpha16]))
tiff("tiled.tif", rgb, tile=16)
record("tiled.tif")
tiff("tiled16.tif", grey16, tile=16)
add("tiled16.tif", grey16)
tiff("white_is_zero.tif", grey, photometric=0)
record("white_is_zero.tif")
tiff("rgbx.tif", np.dstack([rgb, alpha]), extra=0)
add("rgbx.tif", rgb)
tiff("planar.tif", rgb, planar=2)
record("planar.tif")
tiff("exif8_motorola.tif", grey16, ">", orientation=8)
add("exif8_motorola.tif", grey16, orientation=8)
tiff("big.tif", rgb, big=True)
add("big.tif", rgb)
tiff("big16_motorola.tif", rgb16, ">", big=True)
add("big16_motorola.tif", rgb16)

# --- what is refused by name
refused = []


def refuse(name, code, argument):
    refused.append((name, code, argument))


RGB.convert("CMYK").save(out / "cmyk.jpg")
refuse("cmyk.jpg", "image_unsupported", "cmyk")
RGB.convert("CMYK").save(out / "cmyk.tif")
refuse("cmyk.tif", "image_unsupported", "cmyk")
Image.fromarray(smooth[..., 0].astype(np.float32)).save(out / "float.tif")
refuse("float.tif", "image_unsupported", "floating-point")
Image.fromarray(grey.astype(np.int32), "I").save(out / "int32.tif")
refuse("int32.tif", "image_unsupported", "signed")
RGB.save(out / "animated.webp", save_all=True, append_images=[Image.fromarray(255 - rgb)], lossless=True)
refuse("animated.webp", "image_unsupported", "animated-webp")
(out / "refused.csv").write_text("file,code,argument\n" + "".join(",".join(r) + "\n" for r in refused))

(out / "cases.csv").write_text("file,width,height,channels,bytes,discrete,orientation,tolerance,offset\n"
                               + "".join(",".join(map(str, c)) + "\n" for c in cases))
(out / "expected.bin").write_bytes(blob)
print(len(cases), "cases,", sum(f.stat().st_size for f in out.iterdir()), "bytes")
