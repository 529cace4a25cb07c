/** Layers with kernels. Kernels are height, width, input channels, output channels. */
import { fieldOf, numberOf } from '../json/modelJson.ts';
import type { JsonObject } from '../modelSource.ts';
import { appendActivation, fusedActivation } from './activations.ts';
import {
  type Conversion,
  type ConvertLayer,
  countSetting,
  type Draft,
  flagSetting,
  floats,
  inputShape,
  paddingSetting,
  pairOf,
  pictureShape,
  settingUnknown,
  takeChecked,
  windowedSize,
  zeros,
} from './draft.ts';

/** What all convolutions share: geometry and output size. */
function geometry(conversion: Conversion) {
  const [height, width, channels] = pictureShape(conversion);
  const kernel = pairOf(conversion, 'kernel_size', 1);
  const strides = pairOf(conversion, 'strides', 1);
  const dilation = pairOf(conversion, 'dilation_rate', 1);
  const padding = paddingSetting(conversion);
  const rows = windowedSize(conversion, height, (kernel[0] - 1) * dilation[0] + 1, strides[0], padding);
  const columns = windowedSize(conversion, width, (kernel[1] - 1) * dilation[1] + 1, strides[1], padding);
  const config: JsonObject = { kernel_size: kernel, strides, padding, data_format: 'channels_last' };
  return { channels, kernel, dilation, rows, columns, config };
}

function finish(conversion: Conversion, draft: Draft): readonly Draft[] {
  const activation = fusedActivation(conversion);
  if (activation === null) return appendActivation(conversion, withConfig(draft, { activation: 'linear' }));
  return [withConfig(draft, { activation })];
}

function withConfig(draft: Draft, more: JsonObject): Draft {
  return { ...draft, config: { ...draft.config, ...more } };
}

const convolution: ConvertLayer = (conversion) => {
  const { channels, kernel, dilation, rows, columns, config } = geometry(conversion);
  const filters = countSetting(conversion, 'filters');
  const useBias = flagSetting(conversion, 'use_bias', true);
  const groups = numberOf(fieldOf(conversion.layer.config, 'groups')) ?? 1;
  if (groups !== 1) return groupedConvolution(conversion, groups);
  const weights = takeChecked(conversion, [
    ['kernel', [...kernel, channels, filters]],
    ...(useBias ? [['bias', [filters]] as const] : []),
  ]);
  return finish(conversion, {
    name: conversion.layer.name,
    className: 'Conv2D',
    config: {
      ...config,
      filters,
      dilation_rate: dilation,
      use_bias: useBias,
      kernel_initializer: zeros,
      bias_initializer: zeros,
    },
    inputs: conversion.layer.inputs,
    weights,
    shape: [rows, columns, filters],
  });
};

/** TensorFlow.js ignores `groups`. With one group for each channel it is a depthwise convolution. */
function groupedConvolution(conversion: Conversion, groups: number): readonly Draft[] {
  const { channels, kernel, dilation, rows, columns, config } = geometry(conversion);
  const filters = countSetting(conversion, 'filters');
  const useBias = flagSetting(conversion, 'use_bias', true);
  if (groups !== channels || filters % channels !== 0 || dilation[0] !== 1 || dilation[1] !== 1) {
    throw settingUnknown(conversion, `${groups} groups`);
  }
  const multiplier = filters / channels;
  const [first, ...rest] = takeChecked(conversion, [
    ['kernel', [...kernel, 1, filters]],
    ...(useBias ? [['bias', [filters]] as const] : []),
  ]);
  // Output channel c · multiplier + m reads input channel c in both layouts, so the numbers stay where they are.
  const depthwise = floats([...kernel, channels, multiplier], first![1].values);
  return finish(conversion, {
    name: conversion.layer.name,
    className: 'DepthwiseConv2D',
    config: {
      ...config,
      depth_multiplier: multiplier,
      use_bias: useBias,
      depthwise_initializer: zeros,
      bias_initializer: zeros,
    },
    inputs: conversion.layer.inputs,
    weights: [['depthwise_kernel', depthwise], ...rest],
    shape: [rows, columns, filters],
  });
}

const depthwiseConvolution: ConvertLayer = (conversion) => {
  const { channels, kernel, dilation, rows, columns, config } = geometry(conversion);
  // TensorFlow.js reads the setting and computes without it.
  if (dilation[0] !== 1 || dilation[1] !== 1) throw settingUnknown(conversion, 'dilated');
  const multiplier = numberOf(fieldOf(conversion.layer.config, 'depth_multiplier')) ?? 1;
  const useBias = flagSetting(conversion, 'use_bias', true);
  const weights = takeChecked(conversion, [
    ['depthwise_kernel', [...kernel, channels, multiplier]],
    ...(useBias ? [['bias', [channels * multiplier]] as const] : []),
  ]);
  return finish(conversion, {
    name: conversion.layer.name,
    className: 'DepthwiseConv2D',
    config: {
      ...config,
      depth_multiplier: multiplier,
      use_bias: useBias,
      depthwise_initializer: zeros,
      bias_initializer: zeros,
    },
    inputs: conversion.layer.inputs,
    weights,
    shape: [rows, columns, channels * multiplier],
  });
};

const separableConvolution: ConvertLayer = (conversion) => {
  const { channels, kernel, dilation, rows, columns, config } = geometry(conversion);
  if (dilation[0] !== 1 || dilation[1] !== 1) throw settingUnknown(conversion, 'dilated');
  const filters = countSetting(conversion, 'filters');
  const multiplier = numberOf(fieldOf(conversion.layer.config, 'depth_multiplier')) ?? 1;
  const useBias = flagSetting(conversion, 'use_bias', true);
  const weights = takeChecked(conversion, [
    ['depthwise_kernel', [...kernel, channels, multiplier]],
    ['pointwise_kernel', [1, 1, channels * multiplier, filters]],
    ...(useBias ? [['bias', [filters]] as const] : []),
  ]);
  return finish(conversion, {
    name: conversion.layer.name,
    className: 'SeparableConv2D',
    config: {
      ...config,
      filters,
      depth_multiplier: multiplier,
      use_bias: useBias,
      depthwise_initializer: zeros,
      pointwise_initializer: zeros,
      bias_initializer: zeros,
    },
    inputs: conversion.layer.inputs,
    weights,
    shape: [rows, columns, filters],
  });
};

const dense: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  const units = countSetting(conversion, 'units');
  const useBias = flagSetting(conversion, 'use_bias', true);
  const weights = takeChecked(conversion, [
    ['kernel', [shape.at(-1) ?? 0, units]],
    ...(useBias ? [['bias', [units]] as const] : []),
  ]);
  return finish(conversion, {
    name: conversion.layer.name,
    className: 'Dense',
    config: { units, use_bias: useBias, kernel_initializer: zeros, bias_initializer: zeros },
    inputs: conversion.layer.inputs,
    weights,
    shape: [...shape.slice(0, -1), units],
  });
};

export const convolutions: readonly (readonly [string, ConvertLayer])[] = [
  ['Conv2D', convolution],
  ['Convolution2D', convolution],
  ['DepthwiseConv2D', depthwiseConvolution],
  ['SeparableConv2D', separableConvolution],
  ['SeparableConvolution2D', separableConvolution],
  ['Dense', dense],
];
