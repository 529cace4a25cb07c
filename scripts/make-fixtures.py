"""Makes test/fixtures: small pictures of every kind, and what Pillow sees in them.

Run with `python3 scripts/make-fixtures.py` (needs Pillow with WebP and AVIF, and numpy). Everything is
generated from formulas with fixed seeds; no photograph is used. Three files describe the result:

- index.json    provenance, one entry per picture, the resampling cases, and the hashes of the samples
- goldens.bin   8-bit RGB pixels, row-major; entries point into it by byte offset and size
- the pictures themselves

A golden is: EXIF orientation applied, transparency over white, 8-bit RGB, no colour management, then
`Image.resize((16, 16), BILINEAR)`: docs/mathematics.md "Preprocessing".
"""

import hashlib
import io
import json
import pathlib
import struct

import numpy
import PIL
from PIL import Image, ImageOps

from fixture_bytes import chunk, encoded, png, png16, wide_gamut_profile
from fixture_sources import alpha_ramp, noise, scene

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "test" / "fixtures"
GOLDEN_SIZE = (16, 16)
MODEL_SIZE = (224, 224)

goldens = bytearray()
pictures = []
bad_pictures = []


# ---------------------------------------------------------------------------------------------- goldens


def as_seen(image):
    """Upright 8-bit RGB over white."""
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((numpy.asarray(image) >> 8).astype(numpy.uint8), "L").convert("RGB")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


def resized(image, size, box=None):
    return image.resize(size, Image.Resampling.BILINEAR, box=box).tobytes()


def store(pixels):
    offset = len(goldens)
    goldens.extend(pixels)
    return offset


def centre_crop(width, height):
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return (left, top, left + side, top + side)


def add(name, data, kind, **facts):
    """A picture that must be read. `facts` hold what differs from the ordinary."""
    (FOLDER / name).write_bytes(data)
    image = Image.open(io.BytesIO(data))
    seen = as_seen(image)
    transposed = facts.get("orientation", 1) > 4
    ordinary = {
        "orientation": 1,
        "bitDepth": 8,
        "hasAlpha": False,
        "isTransparent": facts.get("hasAlpha", False),
        "isAnimated": False,
        "hasColourProfile": False,
        "tolerance": 0,
    }
    pictures.append(
        {
            "file": name,
            "format": kind,
            "storedWidth": seen.height if transposed else seen.width,
            "storedHeight": seen.width if transposed else seen.height,
            "width": seen.width,
            "height": seen.height,
            "golden": store(resized(seen, GOLDEN_SIZE)),
            **ordinary,
            **facts,
        }
    )


def add_bad(name, data, code, **details):
    """A file that must be refused with this failure, whose details hold at least these."""
    (FOLDER / name).write_bytes(data)
    bad_pictures.append({"file": name, "code": code, "details": details})


# --------------------------------------------------------------------------------------------- pictures


def make_jpegs():
    image = scene(40, 28)
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        add(f"jpeg-{name}.jpg", encoded(image, "JPEG", quality=90, subsampling=subsampling), "jpeg")
    add("jpeg-420-odd.jpg", encoded(scene(37, 23), "JPEG", quality=75, subsampling=2), "jpeg")
    add("jpeg-progressive.jpg", encoded(image, "JPEG", quality=85, progressive=True), "jpeg")
    add("jpeg-grey.jpg", encoded(image.convert("L"), "JPEG", quality=90), "jpeg")
    add("jpeg-restart.jpg", encoded(image, "JPEG", quality=90, restart_marker_blocks=2), "jpeg")
    add("jpeg-cmyk.jpg", encoded(image.convert("CMYK"), "JPEG", quality=95), "jpeg", tolerance=1)
    add("jpeg-trailing.jpg", encoded(image, "JPEG", quality=90) + b"\0" * 37, "jpeg")
    profile = wide_gamut_profile()
    add("jpeg-icc.jpg", encoded(image, "JPEG", quality=90, icc_profile=profile), "jpeg", hasColourProfile=True)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        data = encoded(scene(24, 16), "JPEG", quality=90, subsampling=0, exif=exif)
        add(f"orientation-{orientation}.jpg", data, "jpeg", orientation=orientation)


def make_pngs():
    image = scene(40, 28)
    alpha = alpha_ramp(40, 28)
    rgba = image.copy()
    rgba.putalpha(alpha)
    grey_alpha = image.convert("L")
    grey_alpha.putalpha(alpha)
    palette = image.quantize(16)
    add("png-rgb.png", encoded(image, "PNG"), "png")
    add("png-grey.png", encoded(image.convert("L"), "PNG"), "png")
    add("png-1bit.png", encoded(image.convert("1"), "PNG"), "png", bitDepth=1)
    add("png-palette.png", encoded(palette, "PNG"), "png", bitDepth=4)
    add("png-palette-alpha.png", encoded(palette, "PNG", transparency=bytes([0, 90, 200])), "png", bitDepth=4, hasAlpha=True, tolerance=1)
    add("png-rgba.png", encoded(rgba, "PNG"), "png", hasAlpha=True, tolerance=1)
    add("png-rgba-opaque.png", encoded(image.convert("RGBA"), "PNG"), "png", hasAlpha=True, isTransparent=False)
    add("png-grey-alpha.png", encoded(grey_alpha, "PNG"), "png", hasAlpha=True, tolerance=1)
    wide = numpy.asarray(image).astype(numpy.uint16) * 256 + noise(40, 28, 9)
    add("png-rgb16.png", png16(wide, 2), "png", bitDepth=16)
    add("png-grey16.png", png16(wide[:, :, 0], 0), "png", bitDepth=16)
    rows = [row.tobytes() for row in numpy.asarray(image)]
    gamma = chunk(b"gAMA", struct.pack(">I", 100000))
    primaries = chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 73470, 26530, 11520, 82640, 15700, 1770))
    add("png-gamma.png", png(40, 28, 8, 2, rows, gamma + primaries), "png", hasColourProfile=True)
    add("png-icc.png", encoded(image, "PNG", icc_profile=wide_gamut_profile()), "png", hasColourProfile=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    add("png-orientation-6.png", encoded(scene(24, 16), "PNG", exif=exif), "png", orientation=6)
    frames = [scene(20, 12, seed) for seed in (1, 2)]
    add("png-animated.png", encoded(frames[0], "PNG", save_all=True, append_images=frames[1:]), "png", isAnimated=True)
    add("png-1x1.png", encoded(Image.new("RGB", (1, 1), (10, 200, 90)), "PNG"), "png")
    add("png-strip.png", encoded(scene(600, 2), "PNG"), "png")


def make_others():
    image = scene(40, 28)
    rgba = image.copy()
    rgba.putalpha(alpha_ramp(40, 28))
    add("webp-lossless.webp", encoded(image, "WEBP", lossless=True), "webp")
    add("webp-lossy.webp", encoded(image, "WEBP", quality=85), "webp")
    add("webp-alpha.webp", encoded(rgba, "WEBP", lossless=True, exact=True), "webp", hasAlpha=True, tolerance=1)
    exif = Image.Exif()
    exif[0x0112] = 3
    data = encoded(image, "WEBP", lossless=True, icc_profile=wide_gamut_profile(), exif=exif)
    add("webp-icc-orientation-3.webp", data, "webp", hasColourProfile=True, orientation=3)
    for orientation in (2, 4, 5, 7, 8):
        exif[0x0112] = orientation
        data = encoded(scene(24, 16), "WEBP", lossless=True, exif=exif)
        add(f"webp-orientation-{orientation}.webp", data, "webp", orientation=orientation)
    frames = [scene(20, 12, seed) for seed in (1, 2, 3)]
    add("webp-animated.webp", encoded(frames[0], "WEBP", lossless=True, save_all=True, append_images=frames[1:]), "webp", isAnimated=True)
    add("gif-still.gif", encoded(image.quantize(32), "GIF"), "gif")
    add("gif-animated.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80), "gif", isAnimated=True)
    add("gif-transparent.gif", encoded(image.quantize(8), "GIF", transparency=0), "gif", hasAlpha=True)
    add("bmp-24.bmp", encoded(image, "BMP"), "bmp")
    add("bmp-8.bmp", encoded(image.quantize(16), "BMP"), "bmp")
    add("avif.avif", encoded(image, "AVIF", quality=90, subsampling="4:4:4"), "avif", tolerance=2)


def make_bad():
    image = scene(40, 28)
    jpeg = encoded(image, "JPEG", quality=90)
    truecolour = encoded(image, "PNG")
    add_bad("empty.jpg", b"", "pictureEmpty")
    add_bad("text.jpg", b"This is not a photo, it only says so.\n", "pictureNotAPicture", type="text")
    add_bad("page.jpg", b"<!doctype html>\n<html><title>404</title></html>\n", "pictureNotAPicture", type="HTML")
    add_bad("document.jpg", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pictureNotAPicture", type="PDF")
    add_bad("archive.png", b"PK\x03\x04" + bytes(40), "pictureNotAPicture", type="ZIP")
    add_bad("film.jpg", b"\0\0\0\x18ftypisom\0\0\2\0isommp42", "pictureNotAPicture", type="MP4 video")
    add_bad("noise.jpg", noise(16, 16, 5).tobytes(), "pictureNotAPicture", type="unknown")
    svg = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000" onload="alert(1)">'
    svg += b'<script>fetch("https://example.com/")</script><image href="https://example.com/x.png"/></svg>\n'
    add_bad("evil.svg", svg, "pictureUnsupported", type="SVG")
    add_bad("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(24), "pictureUnsupported", type="HEIC")
    add_bad("scan.tif", encoded(image, "TIFF"), "pictureUnsupported", type="TIFF")
    add_bad("layers.psd", b"8BPS\0\1" + bytes(30), "pictureUnsupported", type="PSD")
    add_bad("truncated.jpg", jpeg[: len(jpeg) * 2 // 3], "pictureTruncated")
    add_bad("truncated-header.jpg", jpeg[:60], "pictureTruncated")
    add_bad("truncated.png", truecolour[: len(truecolour) // 2], "pictureTruncated")
    webp = encoded(image, "WEBP", quality=85)
    add_bad("truncated.webp", webp[: len(webp) - 40], "pictureTruncated")
    gif = encoded(image.quantize(32), "GIF")
    add_bad("truncated.gif", gif[: len(gif) // 2], "pictureTruncated")
    bmp = encoded(image, "BMP")
    add_bad("truncated.bmp", bmp[: len(bmp) - 100], "pictureTruncated")
    damaged = bytearray(truecolour)
    damaged[60:80] = bytes(20)
    add_bad("damaged.png", bytes(damaged), "pictureDecodeFailed", type="PNG")
    add_bad("wide-65535.png", encoded(Image.new("1", (65535, 1)), "PNG"), "pictureTooManyPixels", width=65535, height=1)
    bomb = png(20000, 20000, 1, 0, [b"\0"])
    add_bad("bomb-20000.png", bomb, "pictureTooManyPixels", width=20000, height=20000)


def resample_cases():
    """Pillow's own numbers for sources made by the formula `noise`."""
    cases = []
    for width, height, seed, out_width, out_height, box in (
        (640, 427, 1, 16, 16, None),
        (427, 640, 2, 24, 16, None),
        (5, 3, 3, 16, 16, None),
        (300, 7, 4, 16, 16, None),
        (1, 1, 5, 4, 4, None),
        (33, 16, 6, 16, 16, None),
        (100, 80, 7, 16, 16, (10, 0, 90, 80)),
        (90, 130, 8, 16, 20, (0, 20, 90, 110)),
        (20, 20, 9, 16, 16, (3, 5, 9, 8)),
        (1, 900, 10, 8, 8, None),
    ):
        source = Image.fromarray(noise(width, height, seed), "RGB")
        x, y, right, bottom = box or (0, 0, width, height)
        cases.append(
            {
                "width": width,
                "height": height,
                "seed": seed,
                "region": {"x": x, "y": y, "width": right - x, "height": bottom - y},
                "outWidth": out_width,
                "outHeight": out_height,
                "golden": store(resized(source, (out_width, out_height), box)),
            }
        )
    return cases


def sample_hashes():
    """SHA-256 of the model input of each sample, stretched and cropped."""
    samples = []
    for path in sorted((ROOT / "public" / "samples").glob("*.jpg")):
        seen = as_seen(Image.open(path))
        samples.append(
            {
                "file": path.name,
                "width": seen.width,
                "height": seen.height,
                "stretch": hashlib.sha256(resized(seen, MODEL_SIZE)).hexdigest(),
                "centreCrop": hashlib.sha256(resized(seen, MODEL_SIZE, centre_crop(*seen.size))).hexdigest(),
            }
        )
    return samples


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        if old.suffix != ".ts":
            old.unlink()
    make_jpegs()
    make_pngs()
    make_others()
    make_bad()
    index = {
        "madeBy": "scripts/make-fixtures.py",
        "pillow": PIL.__version__,
        "goldenWidth": GOLDEN_SIZE[0],
        "goldenHeight": GOLDEN_SIZE[1],
        "pictures": pictures,
        "badPictures": bad_pictures,
        "resampleCases": resample_cases(),
        "samples": sample_hashes(),
    }
    (FOLDER / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    (FOLDER / "goldens.bin").write_bytes(goldens)


main()
