/** The operations of a TensorFlow graph that only arrange values: borders, other shapes, joining. */
import type { GraphContext } from './graphContext.ts';
import type { Part, Problem } from './layerParts.ts';
import type { Pair } from './operations.ts';

export function readPad({ inputs }: GraphContext): readonly Part[] | Problem {
  const border = inputs[1]?.constant?.numbers;
  const { shape } = inputs[0]!;
  if (border?.length !== 8 || border[0] || border[1] || border[6] || border[7]) {
    return { problem: 'pads more than rows and columns' };
  }
  const [, , top, bottom, left, right] = Array.from(border) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const value = inputs[2]?.constant?.numbers[0] ?? 0;
  return [
    padded([top, bottom], [left, right], value, [
      shape[0]! + top + bottom,
      shape[1]! + left + right,
      shape[2]!,
    ]),
  ];
}

export function readReshape({ inputs }: GraphContext): readonly Part[] | Problem {
  const wanted = inputs[1]?.constant?.numbers;
  if (!wanted || wanted.length < 2) return { problem: 'takes a shape that is computed' };
  const rest = Array.from(wanted).slice(1);
  const count = inputs[0]!.shape.reduce((a, b) => a * b, 1);
  const known = rest.reduce((product, size) => (size > 0 ? product * size : product), 1);
  return reshaped(rest.map((size) => (size > 0 ? size : count / known)));
}

export function readSqueeze({ node, inputs }: GraphContext): readonly Part[] | Problem {
  const { shape } = inputs[0]!;
  const axes = node.attributes
    .numbers('squeeze_dims')
    .map((axis) => (axis < 0 ? axis + shape.length + 1 : axis));
  return reshaped(shape.filter((size, axis) => (axes.length > 0 ? !axes.includes(axis + 1) : size !== 1)));
}

export function readConcatenation({ inputs }: GraphContext): readonly Part[] | Problem {
  const axis = inputs.at(-1)?.constant?.numbers[0];
  const values = inputs.slice(0, -1);
  const { shape } = values[0]!;
  if (axis === undefined || values.some(({ constant }) => constant)) return { problem: 'joins constants' };
  const place = axis < 0 ? shape.length + axis : axis - 1;
  const outputShape = shape.with(
    place,
    values.reduce((sum, value) => sum + value.shape[place]!, 0),
  );
  return [{ operation: { op: 'concatenate', axis: place }, weights: {}, outputShape }];
}

function reshaped(outputShape: readonly number[]): [Part] {
  return [{ operation: { op: 'reshape' }, weights: {}, outputShape }];
}

export function padded(rows: Pair, columns: Pair, value: number, outputShape: readonly number[]): Part {
  return { operation: { op: 'pad', border: [rows, columns], value }, weights: {}, outputShape };
}
