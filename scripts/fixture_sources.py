"""What the fixtures show: pictures from formulas with fixed seeds."""

import numpy
from PIL import Image


def noise(width, height, seed):
    """Integer hash of (x, y, channel, seed), 8 bit: the same formula is in src/image/resample/resample.test.ts."""
    y, x, channel = numpy.indices((height, width, 3), dtype=numpy.uint32)
    h = x * numpy.uint32(0x9E3779B1) ^ y * numpy.uint32(0x85EBCA77) ^ channel * numpy.uint32(0xC2B2AE3D)
    h ^= numpy.uint32(seed)
    h ^= h >> numpy.uint32(15)
    h *= numpy.uint32(0x2C1B3C6D)
    h ^= h >> numpy.uint32(12)
    return (h & numpy.uint32(255)).astype(numpy.uint8)


def scene(width, height, seed=1):
    """A colourful gradient with a disc and a little noise: something a codec is made for."""
    y, x = numpy.indices((height, width)).astype(numpy.float64)
    disc = (x - 0.35 * width) ** 2 + (y - 0.4 * height) ** 2 < (0.25 * min(width, height)) ** 2
    channels = (255 * x / width, 255 * y / height, numpy.where(disc, 230, 128 + 100 * numpy.sin(x / 5)))
    pixels = numpy.stack(channels, axis=2) + (noise(width, height, seed).astype(numpy.float64) - 128) / 8
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8), "RGB")


def alpha_ramp(width, height):
    ramp = numpy.linspace(0, 255, width * height).reshape(height, width)
    return Image.fromarray(ramp.astype(numpy.uint8), "L")
