"""Packs the reference numbers into test/oracles, small enough for a clone of the repository.

    python3 scripts/pack_oracles.py [folder of the full reference]     (default: ../shared/oracles)

Needs Pillow and NumPy. What is written, and how it was made: test/oracles/README.md.
"""

import gzip
import json
import pathlib
import sys

import numpy
from PIL import Image

root = pathlib.Path(__file__).resolve().parent.parent
source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / "shared" / "oracles"
target = root / "test" / "oracles"
samples = root / "public" / "samples"

METHODS = ("positiveGradCam", "gradCam", "layerCam")
# Of the methods that are computed when asked for, the maps alone, as far as there is room for them.
DERIVED_METHODS = {
    "cat-portrait": ("hiResCam", "elementWise", "xGradCam", "gradCamPlusPlus", "eigenCam", "eigenGradCam"),
    "dog-shepherd": ("xGradCam", "gradCamPlusPlus", "eigenCam"),
}
# The large early maps take three quarters of a run; these runs have them, one for each method.
COMPLETE = {
    ("cat-portrait", "cat", "positiveGradCam"),
    ("cat-drawing", "dog", "gradCam"),
    ("dog-shepherd", "dog", "layerCam"),
}
FIRST_LAYER_OTHERWISE = "block_1_depthwise"
INPUT_SIDE = 224


def write(name, data):
    (target / name).write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
    return name


def pack_input(picture_id, file):
    with Image.open(samples / file) as photo:
        pixels = photo.convert("RGB").resize((INPUT_SIDE, INPUT_SIDE), Image.BILINEAR)
    return write(f"{picture_id}.input.rgb8.gz", pixels.tobytes())


def pack_maps(picture_id, entry, layers):
    """float32 scale (largest absolute value) per map, then all maps as float16 in units of their scale."""
    key = (picture_id, entry["target"], entry["method"])
    names = [layer["name"] for layer in layers]
    first = 0 if key in COMPLETE else names.index(FIRST_LAYER_OTHERWISE)
    values = numpy.fromfile(source / entry["file"], dtype="<f4")
    sizes = [layer["height"] * layer["width"] for layer in layers]
    assert values.size == sum(sizes), entry["file"]
    maps = numpy.split(values, numpy.cumsum(sizes)[:-1])[first:]
    scales = [float(numpy.abs(one).max()) or 1.0 for one in maps]
    halves = numpy.concatenate([one / scale for one, scale in zip(maps, scales)]).astype("<f2")
    data = numpy.array(scales, dtype="<f4").tobytes() + halves.tobytes()
    file = write(".".join(key) + ".maps.f16.gz", data)
    return {"method": entry["method"], "target": entry["target"], "file": file, "firstLayer": first}


def pack_average(picture_id, entry):
    """uint8: value = byte / 255."""
    values = numpy.fromfile(source / entry["file"], dtype="<f4")
    data = numpy.rint(values.clip(0, 1) * 255).astype(numpy.uint8).tobytes()
    file = write(f"{picture_id}.{entry['target']}.{entry['method']}.average.u8.gz", data)
    return {"method": entry["method"], "target": entry["target"], "file": file}


def main():
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.gz"):
        old.unlink()
    index = json.loads((source / "index.json").read_text())
    layers = index["layers"]
    pictures = {}
    for picture_id, picture in index["pictures"].items():
        pictures[picture_id] = {
            "file": picture["file"],
            "logit": picture["logit"],
            "pDog": picture["pDog"],
            "input": pack_input(picture_id, picture["file"]),
            "maps": [pack_maps(picture_id, e, layers) for e in picture["maps"] if e["method"] in METHODS],
            "derivedMaps": [
                pack_maps(picture_id, e, layers)
                for e in picture["maps"]
                if e["method"] in DERIVED_METHODS.get(picture_id, ())
            ],
            "averages": [pack_average(picture_id, e) for e in picture["averages"] if e["method"] in METHODS],
        }
    packed = {"about": index["about"], "layers": layers, "pictures": pictures}
    (target / "index.json").write_text(json.dumps(packed, indent=1) + "\n")
    size = sum(file.stat().st_size for file in target.iterdir())
    print(f"{size / 1e6:.2f} MB in {target}")


if __name__ == "__main__":
    main()
