/** Convolutions and poolings. ONNX pads by numbers for each side, TensorFlow by a rule or by an operation before. */
import { MAX_PARAMETERS } from '../limits.ts';
import { damaged, refused, shortened, tooLarge, unknownParts } from '../refuse.ts';
import {
  type ConvertNode,
  constantInput,
  flowing,
  numberAttribute,
  numbersAttribute,
  type OnnxConversion,
  pictureInput,
  requiredConstant,
  type Step,
} from './conversion.ts';

type Pair = readonly [number, number];

/** A window that slides over a picture: per axis its size, step, padding before and after, and how often it fits. */
interface Slide {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly before: Pair;
  readonly after: Pair;
  readonly counts: Pair;
}

function readSlide(step: Step, kernel: Pair, size: Pair): Slide {
  const { node, name, graph } = step;
  const pair = (key: string): Pair => (numbersAttribute(node, key) ?? [1, 1]) as Pair;
  const strides = pair('strides');
  const dilations = pair('dilations');
  const pads = numbersAttribute(node, 'pads') ?? [0, 0, 0, 0];
  const automatic = node.attributes.get('auto_pad')?.text ?? 'NOTSET';
  const roundsUp = numberAttribute(node, 'ceil_mode', 0) !== 0;
  const all = [...kernel, ...strides, ...dilations];
  if (
    kernel.length !== 2 ||
    all.length !== 6 ||
    !all.every((value) => Number.isInteger(value) && value > 0 && value < 2 ** 16)
  ) {
    throw damaged(graph.file, `The window of “${shortened(name)}” is not understood`);
  }
  if (pads.length !== 4 || !pads.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 16)) {
    throw damaged(graph.file, `The padding of “${shortened(name)}” is not understood`);
  }
  const axes = [0, 1].map((axis) => {
    const window = (kernel[axis]! - 1) * dilations[axis]! + 1;
    const stride = strides[axis]!;
    let [before, after] = [pads[axis]!, pads[axis + 2]!];
    if (automatic === 'SAME_UPPER' || automatic === 'SAME_LOWER') {
      const needed = Math.max((Math.ceil(size[axis]! / stride) - 1) * stride + window - size[axis]!, 0);
      const smaller = Math.floor(needed / 2);
      [before, after] =
        automatic === 'SAME_UPPER' ? [smaller, needed - smaller] : [needed - smaller, smaller];
    }
    const fits = (size[axis]! + before + after - window) / stride;
    let count = (roundsUp ? Math.ceil(fits) : Math.floor(fits)) + 1;
    // A window that would begin behind the picture and its padding does not count.
    if (roundsUp && (count - 1) * stride >= size[axis]! + before) count--;
    if (count < 1) throw refused(`The picture is too small: nothing of it is left at “${shortened(name)}”`);
    // Rounding up means padding more at the end.
    after = Math.max(after, (count - 1) * stride + window - size[axis]! - before);
    return { before, after, count };
  });
  const [rows, columns] = axes as [(typeof axes)[0], (typeof axes)[0]];
  return {
    kernel,
    strides,
    dilations,
    before: [rows.before, columns.before],
    after: [rows.after, columns.after],
    counts: [rows.count, columns.count],
  };
}

/** Whether TensorFlow's SAME pads by the same numbers. */
function isSame({ kernel, strides, dilations, before, after, counts }: Slide, size: Pair): boolean {
  return [0, 1].every((axis) => {
    const window = (kernel[axis]! - 1) * dilations[axis]! + 1;
    const needed = Math.max((counts[axis]! - 1) * strides[axis]! + window - size[axis]!, 0);
    const isRight =
      before[axis] === Math.floor(needed / 2) && after[axis] === needed - Math.floor(needed / 2);
    return isRight && counts[axis] === Math.ceil(size[axis]! / strides[axis]!);
  });
}

function isUnpadded({ before, after }: Slide): boolean {
  return [...before, ...after].every((value) => value === 0);
}

/** Output channels, input channels, height, width → height, width, input channels, output channels. */
function toHwio(
  values: ArrayLike<number>,
  [outputs, inputs, height, width]: readonly [number, number, number, number],
): Float32Array {
  const turned = new Float32Array(outputs * inputs * height * width);
  let from = 0;
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let place = 0; place < height * width; place++)
        turned[(place * inputs + i) * outputs + o] = values[from++]!;
  return turned;
}

export const convolution: ConvertNode = (step) => {
  const { graph, node, name } = step;
  const input = pictureInput(step);
  const [, channels, rows, columns] = input.shape;
  const { shape, values } = requiredConstant(step, 1);
  const groups = numberAttribute(node, 'group', 1);
  const [filters = 0, perGroup = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4) throw unknownParts([`${node.op} over ${shape.length - 2} axes`]);
  if (perGroup * groups !== channels || filters % groups !== 0) {
    throw damaged(graph.file, `The kernel of “${shortened(name)}” does not fit ${channels} channels`);
  }
  const slide = readSlide(step, [height, width], [rows, columns]);
  const isDepthwise = groups === channels && groups > 1;
  const kernel = isDepthwise
    ? depthwiseKernel(graph, name, values, [filters, height, width], channels)
    : graph.weight(
        `${name}/kernel`,
        [height, width, channels, filters],
        fullKernel(values, [filters, perGroup, height, width], groups),
      );
  const padding = isUnpadded(slide) ? 'VALID' : isSame(slide, [rows, columns]) ? 'SAME' : 'EXPLICIT';
  const [top, left] = slide.before;
  const [bottom, right] = slide.after;
  const bias = constantInput(step, 2);
  let output = graph.add(
    bias ? `${name}/conv` : name,
    isDepthwise ? 'DepthwiseConv2dNative' : 'Conv2D',
    [input.name, kernel],
    {
      strides: [1, ...slide.strides, 1],
      dilations: [1, ...slide.dilations, 1],
      padding,
      ...(padding === 'EXPLICIT' && { explicit_paddings: [0, 0, top, bottom, left, right, 0, 0] }),
      data_format: 'NHWC',
    },
  );
  if (bias)
    output = graph.add(name, 'BiasAdd', [output, graph.weight(`${name}/bias`, [filters], bias.values)]);
  return flowing(output, [1, filters, ...slide.counts]);
};

/** Filters in groups are filters over all channels with zeros where their group does not look. */
function fullKernel(
  values: ArrayLike<number>,
  [filters, perGroup, height, width]: readonly [number, number, number, number],
  groups: number,
): Float32Array {
  const turned = toHwio(values, [filters, perGroup, height, width]);
  if (groups === 1) return turned;
  const channels = perGroup * groups;
  if (height * width * channels * filters > MAX_PARAMETERS / 4)
    throw tooLarge(`A convolution in ${groups} groups is too large to be written out`);
  const full = new Float32Array(height * width * channels * filters);
  for (let place = 0; place < height * width; place++)
    for (let i = 0; i < perGroup; i++)
      for (let o = 0; o < filters; o++) {
        const channel = Math.floor(o / (filters / groups)) * perGroup + i;
        full[(place * channels + channel) * filters + o] = turned[(place * perGroup + i) * filters + o]!;
      }
  return full;
}

/** One filter or several for each channel: height, width, channels, filters of a channel. */
function depthwiseKernel(
  graph: OnnxConversion,
  name: string,
  values: ArrayLike<number>,
  [filters, height, width]: readonly [number, number, number],
  channels: number,
): string {
  // Filter c · multiplier + m looks at channel c, so the order over filters is the wanted one.
  const turned = toHwio(values, [filters, 1, height, width]);
  return graph.weight(`${name}/kernel`, [height, width, channels, filters / channels], turned);
}

/** The smallest float32: no padding of a maximum is ever chosen. */
const lowest = -3.4028234663852886e38;

export function pooling(op: 'MaxPool' | 'AvgPool'): ConvertNode {
  return (step) => {
    const { graph, node, name } = step;
    const input = pictureInput(step);
    const [, channels, rows, columns] = input.shape;
    const kernel = numbersAttribute(node, 'kernel_shape');
    if (kernel?.length !== 2) throw unknownParts([`${node.op} over ${kernel?.length ?? 0} axes`]);
    const slide = readSlide(step, kernel as Pair, [rows, columns]);
    if (slide.dilations.some((value) => value !== 1)) throw unknownParts([`${node.op} with dilation`]);
    const countsPadding = numberAttribute(node, 'count_include_pad', 0) !== 0;
    const same = isSame(slide, [rows, columns]) && (op === 'MaxPool' || !countsPadding);
    const isPlain = same || isUnpadded(slide);
    const source = isPlain
      ? input.name
      : padded(graph, name, input.name, slide, op === 'MaxPool' ? lowest : 0);
    const factors =
      isPlain || op === 'MaxPool' ? [] : meanFactors(step, slide, [rows, columns], countsPadding);
    const isCorrected = factors.some((factor) => factor !== 1);
    const pooled = graph.add(isCorrected ? `${name}/mean` : name, op, [source], {
      ksize: [1, ...slide.kernel, 1],
      strides: [1, ...slide.strides, 1],
      padding: same && !isUnpadded(slide) ? 'SAME' : 'VALID',
      data_format: 'NHWC',
    });
    const shape = [1, channels, ...slide.counts];
    if (!isCorrected) return flowing(pooled, shape);
    const factor = graph.weight(`${name}/counts`, [1, ...slide.counts, 1], factors);
    return flowing(graph.add(name, 'Mul', [pooled, factor]), shape);
  };
}

function padded(
  graph: OnnxConversion,
  name: string,
  input: string,
  { before, after }: Slide,
  value: number,
): string {
  const pads = graph.integers(`${name}/paddings`, [0, 0, before[0], after[0], before[1], after[1], 0, 0]);
  const shaped = { ...graph.weights.get(pads)!, shape: [4, 2] };
  graph.weights.set(pads, shaped);
  if (value === 0) return graph.add(`${name}/pad`, 'Pad', [input, pads]);
  return graph.add(`${name}/pad`, 'PadV2', [input, pads, graph.weight(`${name}/low`, [], [value])]);
}

/**
 * A mean over a padded window divides by the whole window; ONNX divides by what counts of it. The quotient of the two
 * for each place, row-major.
 */
function meanFactors(step: Step, slide: Slide, size: Pair, countsPadding: boolean): number[] {
  const pads = numbersAttribute(step.node, 'pads') ?? [0, 0, 0, 0];
  const inside = [0, 1].map((axis) =>
    Array.from({ length: slide.counts[axis]! }, (_, index) => {
      const start = index * slide.strides[axis]! - slide.before[axis]!;
      // Padding that only rounding up added never counts.
      const [first, last] = countsPadding
        ? [-slide.before[axis]!, size[axis]! + (pads[axis + 2] ?? 0)]
        : [0, size[axis]!];
      return Math.max(1, Math.min(start + slide.kernel[axis]!, last) - Math.max(start, first));
    }),
  );
  const whole = slide.kernel[0] * slide.kernel[1];
  return inside[0]!.flatMap((rows) => inside[1]!.map((columns) => whole / (rows * columns)));
}
