"""Times PyTorch on request: one JSON object a line in, one out. Started by run.mjs, which takes turns with us.

First line: {"model": folder, "picture": file of height × width × 3 bytes, "size": [height, width]}.
Then {"run": "predict" | "allLayers" | "layerByLayer" | "maps", "threads": n, "every": n, "layers": [index, …]}.
"""

import copy
import json
import sys
import time

import numpy
import torch

from contenders import explain_all_layers, explain_layer_by_layer, predict
from network import load_network


def main():
    opening = json.loads(sys.stdin.readline())
    network = load_network(opening["model"])
    height, width = opening["size"]
    picture = numpy.fromfile(opening["picture"], numpy.uint8).reshape(1, height, width, 3)
    # Channels first, as PyTorch has it. The model rescales 0 to 255 by itself.
    image = torch.from_numpy(picture.astype(numpy.float32)).permute(0, 3, 1, 2).contiguous()
    answer({"torch": torch.__version__, "layers": network.names})
    for line in sys.stdin:
        answer(respond(network, image, json.loads(line)))


def respond(network, image, request):
    torch.set_num_threads(request.get("threads", 1))
    if request["run"] == "maps":
        # In float64: where a mean over the picture cancels, float32 itself is off by several percent.
        logit, maps = explain_all_layers(copy.deepcopy(network).double(), image.double())
        chosen = {method: [all_maps[at].ravel().tolist() for at in request["layers"]] for method, all_maps in maps.items()}
        return {"logit": logit, "maps": chosen}
    start = time.perf_counter()
    times = 1
    if request["run"] == "predict":
        predict(network, image)
    elif request["run"] == "allLayers":
        explain_all_layers(network, image)
    elif request["run"] == "layerByLayer":
        names = network.names[:: request["every"]]
        times = len(network.names) / len(names)
        explain_layer_by_layer(network, image, names)
    else:
        raise ValueError(f"no such run: {request['run']}")
    return {"ms": (time.perf_counter() - start) * 1000 * times}


def answer(value):
    print(json.dumps(value), flush=True)


main()
