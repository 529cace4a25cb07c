"""The default model in PyTorch, rebuilt from its TensorFlow.js files: float32, inference mode, eager."""

import json
from pathlib import Path

import numpy
import torch
from torch import nn


class Rescaling(nn.Module):
    """scale · x + offset."""

    def __init__(self, scale, offset):
        super().__init__()
        self.scale = scale
        self.offset = offset

    def forward(self, x):
        return x * self.scale + self.offset


class Addition(nn.Module):
    """Sum of what it reads; a module, so that it can be hooked like every other layer."""

    def forward(self, left, right):
        return left + right


class GlobalAverage(nn.Module):
    """Mean over the cells: [n, k, h, w] to [n, k]."""

    def forward(self, x):
        return x.mean(dim=(2, 3))


class Network(nn.Module):
    """Layers in topological order, each with the names of those it reads.

    `names` are the target layers: all with a rank-4 output, the picture itself left out.
    """

    def __init__(self, layers):
        super().__init__()
        self.order = [(name, inputs) for name, inputs, _ in layers]
        self.layers = nn.ModuleDict({name: module for name, _, module in layers})
        pooled = next(at for at, (_, _, module) in enumerate(layers) if isinstance(module, GlobalAverage))
        self.names = [name for name, _, _ in layers[1:pooled]]
        # What the picture is called; nothing is computed for it.
        self.input_name = layers[0][0]

    def forward(self, image, keep=None):
        """Logits, [n, 1]; with a dictionary as `keep`, every layer's output is put into it."""
        values = {self.input_name: image}
        for name, inputs in self.order[1:]:
            values[name] = self.layers[name](*(values[one] for one in inputs))
            if keep is not None:
                keep[name] = values[name]
        return values[self.order[-1][0]]


def load_network(folder):
    """Reads model.json and its weights (8-bit ones are dequantised) from `folder`."""
    folder = Path(folder)
    description = json.loads((folder / "model.json").read_text())
    weights = read_weights(folder, description["weightsManifest"])
    layers = description["modelTopology"]["model_config"]["config"]["layers"]
    network = Network([build_layer(layer, weights) for layer in layers])
    return network.eval()


def read_weights(folder, manifest):
    """Every weight by name, as a float32 array in TensorFlow's axis order."""
    found = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        start = 0
        for entry in group["weights"]:
            quantization = entry.get("quantization")
            kind = numpy.dtype(quantization["dtype"] if quantization else entry["dtype"])
            count = int(numpy.prod(entry["shape"], dtype=int))
            values = numpy.frombuffer(data, kind, count, start).astype(numpy.float32)
            if quantization:
                values = values * numpy.float32(quantization["scale"]) + numpy.float32(quantization["min"])
            found[entry["name"]] = values.reshape(entry["shape"])
            start += count * kind.itemsize
    return found


def build_layer(layer, weights):
    """(name, names of the inputs, module) of one Keras layer."""
    name, config, kind = layer["name"], layer["config"], layer["class_name"]
    inputs = [inbound[0] for node in layer["inbound_nodes"] for inbound in node]

    def weight(part):
        return torch.from_numpy(weights[f"{name}/{part}"].copy())

    def convolution(kernel, groups):
        stride = config["strides"][0]
        if config["padding"] == "same" and stride != 1:
            raise ValueError(f"{name}: 'same' with a stride pads unevenly and is not rebuilt here")
        if config["use_bias"] or config["dilation_rate"] != [1, 1] or config["activation"] != "linear":
            raise ValueError(f"{name}: a bias, a dilation or an activation is not rebuilt here")
        outputs, per_group, size, _ = kernel.shape
        padding = size // 2 if config["padding"] == "same" else 0
        module = nn.Conv2d(per_group * groups, outputs, size, stride, padding, groups=groups, bias=False)
        module.weight.data = kernel.contiguous()
        return module

    if kind == "InputLayer":
        module = nn.Identity()
    elif kind == "Rescaling":
        module = Rescaling(config["scale"], config["offset"])
    elif kind == "ZeroPadding2D":
        (top, bottom), (left, right) = config["padding"]
        module = nn.ZeroPad2d((left, right, top, bottom))
    elif kind == "Conv2D":
        module = convolution(weight("kernel").permute(3, 2, 0, 1), groups=1)
    elif kind == "DepthwiseConv2D":
        kernel = weight("depthwise_kernel").permute(2, 3, 0, 1)
        module = convolution(kernel, groups=kernel.shape[0])
    elif kind == "BatchNormalization":
        module = nn.BatchNorm2d(len(weight("gamma")), eps=config["epsilon"])
        module.weight.data = weight("gamma")
        module.bias.data = weight("beta")
        module.running_mean = weight("moving_mean")
        module.running_var = weight("moving_variance")
    elif kind == "ReLU":
        module = nn.ReLU6() if config["max_value"] == 6 else nn.ReLU()
    elif kind == "Add":
        module = Addition()
    elif kind == "GlobalAveragePooling2D":
        module = GlobalAverage()
    elif kind == "Dropout":
        module = nn.Identity()
    elif kind == "Dense":
        # Its sigmoid is left out: the score is the logit.
        kernel = weight("kernel")
        module = nn.Linear(*kernel.shape)
        module.weight.data = kernel.t().contiguous()
        module.bias.data = weight("bias")
    else:
        raise ValueError(f"{name}: the layer {kind} is not known here")
    return name, inputs, module
