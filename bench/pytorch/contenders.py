"""What is timed in PyTorch: one picture through the same network in three ways."""

import numpy
import torch
import torch.nn.functional as functional


def predict(network, image):
    """The logit, without anything that gradients would need."""
    with torch.inference_mode():
        return network(image).item()


def explain_all_layers(network, image):
    """Maps of every layer from one forward and one backward pass.

    The best way PyTorch has: gradients of the activations alone, none of the weights.
    Returns the logit and, by method, a list of [h, w] arrays in network order.
    """
    # Without it the first layers' outputs, which depend on no weight, would have no gradient.
    source = image.clone().requires_grad_(True)
    kept = {}
    logit = network(source, keep=kept)[0, 0]
    activations = [kept[name] for name in network.names]
    gradients = torch.autograd.grad(logit, activations)
    maps = {"gradCam": [], "positiveGradCam": [], "layerCam": []}
    with torch.no_grad():
        for activation, gradient in zip(activations, gradients):
            speaking = gradient.clamp(min=0)
            sections = torch.where(activation > 0, speaking, speaking.new_zeros(()))
            maps["gradCam"].append(weighted_sum(activation, gradient))
            maps["positiveGradCam"].append(weighted_sum(activation, sections))
            maps["layerCam"].append((speaking * activation).sum(1)[0].numpy())
    return logit.item(), maps


def weighted_sum(activation, gradient):
    """Σ_k mean(gradient_k) · activation_k, as an array [h, w]."""
    return (activation * gradient.mean((2, 3), keepdim=True)).sum(1)[0].numpy()


def explain_layer_by_layer(network, image, names):
    """One explainer for each layer, as pytorch-grad-cam works.

    Per layer: hooks that copy the layer's activation and gradient to arrays, a forward pass, a backward pass through
    the whole network (to the weights too, which nobody froze), then NumPy: weights, weighted sum, ReLU, the range 0
    to 1, and the picture's size. Grad-CAM only. Returns a list of [h, w] arrays.
    """
    return [explain_one_layer(network, image, name) for name in names]


def explain_one_layer(network, image, name):
    seen = {}

    def watch(_module, _inputs, output):
        seen["activation"] = output.detach().numpy()
        output.register_hook(lambda gradient: seen.update(gradient=gradient.detach().numpy()))

    handle = network.layers[name].register_forward_hook(watch)
    try:
        source = image.clone().requires_grad_(True)
        network.zero_grad(set_to_none=True)
        network(source)[0, 0].backward()
    finally:
        handle.remove()
    weights = numpy.mean(seen["gradient"], axis=(2, 3))
    cam = numpy.sum(weights[:, :, None, None] * seen["activation"], axis=1)
    cam = numpy.maximum(cam, 0)[0]
    highest = cam.max()
    # A map without anything positive stays zero.
    scaled = cam / highest if highest > 0 else cam
    size = image.shape[2:]
    grown = functional.interpolate(torch.from_numpy(scaled)[None, None], size, mode="bilinear", align_corners=False)
    return grown[0, 0].numpy()
