"""Makes test/oracles/goldens.json and goldens.f32: FullGrad, Score-CAM and Ablation-CAM by an independent program.

    python3 scripts/make-derived-goldens.py

Needs PyTorch and NumPy; what was written last used the versions that goldens.json names. The network is that of
bench/pytorch/network.py, rebuilt from public/model, here in float64. Definitions: docs/mathematics.md, "Methods", and
the papers named there. Where the engine reads biases off its layers, folds them or differentiates by hand, this
program asks the modules themselves and autograd:

- FullGrad: a module's bias is what it gives less its own linear part, J(x)·x. For those that are affine (BatchNorm,
  Rescaling) that is their answer to zeros, for a ReLU6 6 where it stands at its limit. All terms and the Dense's bias
  together must be the logit: that is asserted. Then min-max of each channel's size, resizing, sum.
- Score-CAM: the picture times each channel's mask, one forward pass each, in float64; softmax of the scores.
- Ablation-CAM: the layer's output with one channel set to zero, one forward pass each, by a hook.

Score-CAM and Ablation-CAM take the 64 channels with the largest standard deviation. How clearly the last of them is
ahead of the first that is left out is asserted, so that float32 must choose the same.

The input is the packed reference's (test/oracles/<picture>.input.rgb8.gz); its logit must come out to 10⁻⁹.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy
import torch
from torch.nn import functional

root = Path(__file__).resolve().parent.parent
folder = root / "test" / "oracles"
sys.path.insert(0, str(root / "bench" / "pytorch"))

from network import Rescaling, load_network  # noqa: E402

SIDE = 224
LARGEST_CHANNELS = 64
# FullGrad is the same for both classes: it is made of sizes.
WHOLE_NETWORK = (("cat-portrait", "cat"), ("dog-shepherd", "dog"))
# Picture, class, layer: the last convolution, whose normalisation is folded; one behind a ReLU6; one linear layer.
ONE_LAYER = (
    ("cat-portrait", "cat", "Conv_1"),
    ("cat-portrait", "dog", "block_6_expand_relu"),
    ("dog-shepherd", "dog", "block_12_project_BN"),
)


def read_input(picture):
    """What the model is given, [1, 3, 224, 224] in 0 to 255."""
    data = gzip.decompress((folder / f"{picture}.input.rgb8.gz").read_bytes())
    pixels = numpy.frombuffer(data, numpy.uint8).reshape(SIDE, SIDE, 3)
    return torch.from_numpy(pixels.transpose(2, 0, 1).astype(numpy.float64))[None]


def score_of(logits, target):
    """y: the logit for dog, its opposite for cat. One for each picture of the batch."""
    return logits[:, 0] if target == "dog" else -logits[:, 0]


# ---------------------------------------------------------------------------------------------- FullGrad


def full_grad(network, image, target):
    """[224, 224]."""
    image = image.clone().requires_grad_(True)
    read, written = {}, {}

    def note(module, inputs, output):
        read[module], written[module] = inputs, output

    handles = [module.register_forward_hook(note) for module in network.layers.values()]
    score = score_of(network(image), target)[0]
    for handle in handles:
        handle.remove()
    modules = [network.layers[name] for name in network.names]
    sources = [image, *(written[module] for module in modules)]
    gradients = torch.autograd.grad(score, sources, retain_graph=True)
    terms = [image.detach() * gradients[0]]
    for module, gradient in zip(modules, gradients[1:]):
        bias = bias_of(module, read[module], written[module])
        if bias is not None:
            terms.append(bias * gradient)
    dense = network.layers[network.order[-1][0]].bias.detach()
    total = sum(term.sum() for term in terms) + score_of(dense[None], target)[0]
    assert abs(total - score) < 1e-9 * max(1, abs(score)), (total, score)
    return sum(spread(term.abs()) for term in terms)


def bias_of(module, inputs, output):
    """f(x) − J(x)·x, [1, k, h, w]; None where that is zero by construction."""
    if isinstance(module, (torch.nn.BatchNorm2d, Rescaling)):
        # Of an affine module, its answer to zeros: exactly the same in all cells of a channel.
        with torch.no_grad():
            return module(torch.zeros_like(inputs[0]))
    if isinstance(module, (torch.nn.ReLU6, torch.nn.ReLU)):
        slope = torch.autograd.grad(output.sum(), inputs[0], retain_graph=True)[0]
        return (output - slope * inputs[0]).detach()
    # Convolutions without a bias, sums, padding.
    return None


def spread(sizes):
    """Σ_c resize(minmax(channel c)), [224, 224]; a flat channel adds nothing."""
    low = sizes.amin((2, 3), keepdim=True)
    span = sizes.amax((2, 3), keepdim=True) - low
    shares = torch.where(span > 0, (sizes - low) / span, torch.zeros_like(sizes))
    return resize(shares).sum(1)[0]


def resize(fields):
    return functional.interpolate(fields, size=(SIDE, SIDE), mode="bilinear", align_corners=False)


# ---------------------------------------------------------------------------- Score-CAM and Ablation-CAM


def score_cam(network, image, target, name):
    """[h, w] of the layer."""
    activation = output_of(network, image, name)
    channels = most_varying(activation)
    scores = []
    for channel in channels:
        mask = resize(activation[:, channel : channel + 1])
        mask = (mask - mask.min()) / (mask.max() - mask.min())
        scores.append(score_of(network(image * mask), target))
    return weigh(activation, channels, torch.softmax(torch.cat(scores), 0))


def ablation_cam(network, image, target, name):
    """[h, w] of the layer."""
    activation = output_of(network, image, name)
    channels = most_varying(activation)
    score = score_of(network(image), target)
    drops = []
    for channel in channels:

        def silence(_module, _inputs, output, channel=channel):
            changed = output.clone()
            changed[:, channel] = 0
            return changed

        handle = network.layers[name].register_forward_hook(silence)
        drops.append((score - score_of(network(image), target)) / score.abs())
        handle.remove()
    return weigh(activation, channels, torch.cat(drops))


def output_of(network, image, name):
    kept = {}
    network(image, keep=kept)
    return kept[name]


def most_varying(activation):
    deviations = activation.std((2, 3))[0]
    order = torch.argsort(deviations, descending=True, stable=True)
    if len(order) > LARGEST_CHANNELS:
        last, next_one = deviations[order[LARGEST_CHANNELS - 1 : LARGEST_CHANNELS + 1]].tolist()
        assert last > next_one * (1 + 1e-4), (last, next_one)
    return order[:LARGEST_CHANNELS].tolist()


def weigh(activation, channels, weights):
    return (activation[0, channels] * weights[:, None, None]).sum(0)


# ------------------------------------------------------------------------------------------------- files


def main():
    network = load_network(root / "public" / "model").double()
    packed = json.loads((folder / "index.json").read_text())
    goldens, values = [], []

    def add(picture, target, method, make, layer=None):
        field = make().detach().numpy().astype("<f4")
        height, width = field.shape
        offset = sum(one.size for one in values)
        values.append(field)
        place = {} if layer is None else {"layer": layer}
        size = {"height": height, "width": width, "offset": offset}
        goldens.append({"picture": picture, "target": target, "method": method, **place, **size})

    for picture, target in WHOLE_NETWORK:
        image = read_input(picture)
        logit = network(image).item()
        assert abs(logit - packed["pictures"][picture]["logit"]) < 1e-9, picture
        add(picture, target, "fullGrad", lambda: full_grad(network, image, target))
    with torch.no_grad():
        for method, make in (("scoreCam", score_cam), ("ablationCam", ablation_cam)):
            for picture, target, layer in ONE_LAYER:
                add(picture, target, method, lambda: make(network, read_input(picture), target, layer), layer)

    about = {
        "madeBy": "scripts/make-derived-goldens.py",
        "arithmetic": "float64, stored as little-endian float32, row-major",
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "largestChannels": LARGEST_CHANNELS,
    }
    (folder / "goldens.json").write_text(json.dumps({"about": about, "goldens": goldens}, indent=1) + "\n")
    (folder / "goldens.f32").write_bytes(b"".join(one.tobytes() for one in values))


if __name__ == "__main__":
    main()
