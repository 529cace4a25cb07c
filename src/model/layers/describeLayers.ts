import type { BlockRole, LayerInfo, LayerKind, Phase } from './layerGraph.ts';

/** A target layer as the model's file states it. */
export interface RawLayer {
  readonly name: string;
  /** Keras class name. */
  readonly className: string;
  /** Names of the layers it reads; layers that are not targets may be among them. */
  readonly inputs: readonly string[];
  /** Output of `height` × `width` cells with `channels` numbers each. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Layers of blocks 1–3 draw contours, 4–11 form concepts, the rest sees the object (docs/glossary.md "phase"). */
const lastContourBlock = 3;
const lastConceptBlock = 11;

const kindOfClass: ReadonlyMap<string, LayerKind> = new Map([
  ['Rescaling', 'rescaling'],
  ['Normalization', 'rescaling'],
  ['ZeroPadding2D', 'padding'],
  ['Conv2D', 'convolution'],
  ['SeparableConv2D', 'convolution'],
  ['Conv2DTranspose', 'convolution'],
  ['DepthwiseConv2D', 'depthwise'],
  ['BatchNormalization', 'normalisation'],
  ['LayerNormalization', 'normalisation'],
  ['ReLU', 'relu'],
  ['Add', 'add'],
]);

/**
 * What the program knows of each target layer, derived from names and structure.
 *
 * @param raw the target layers in network order.
 * @returns as many entries in the same order; `offset` counts floats in a run's concatenated maps.
 *
 * Keras' MobileNetV2 names (`block_N_…`) give blocks, roles and phases. Any other model is cut into blocks
 * where an addition ends or the resolution falls, its phases are thirds of the depth, and it has no roles.
 */
export function describeLayers(raw: readonly RawLayer[]): LayerInfo[] {
  const isNamed = raw.some((layer) => numberedBlock(layer.name) !== null);
  const blocks = isNamed ? blocksByName(raw) : blocksByStructure(raw);
  const blockOfName = new Map(raw.map((layer, index) => [layer.name, blocks[index]!]));

  const readByLaterBlock = new Set<string>();
  raw.forEach((layer, index) => {
    for (const input of layer.inputs) {
      if ((blockOfName.get(input) ?? Number.POSITIVE_INFINITY) < blocks[index]!) readByLaterBlock.add(input);
    }
  });

  let offset = 0;
  return raw.map((layer, index) => {
    const kind = kindOf(layer);
    const role = isNamed ? roleByName(layer.name) : null;
    const block = blocks[index]!;
    const info: LayerInfo = {
      index,
      name: layer.name,
      className: layer.className,
      kind,
      role,
      block,
      phase: isNamed ? phaseOfBlock(block) : phaseOfDepth(index / raw.length),
      isBlockOutput: kind === 'add' || readByLaterBlock.has(layer.name),
      height: layer.height,
      width: layer.width,
      channels: layer.channels,
      offset,
    };
    offset += layer.height * layer.width;
    return info;
  });
}

function kindOf(layer: RawLayer): LayerKind {
  // Keras' ResNets use the generic Activation class and say in the name which function it is.
  if (layer.className === 'Activation' && /relu/i.test(layer.name)) return 'relu';
  return kindOfClass.get(layer.className) ?? 'other';
}

function numberedBlock(name: string): number | null {
  const digits = /^block_(\d+)_/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A layer without a number belongs to the stem (0) until the first numbered block, to the head after the last. */
function blocksByName(raw: readonly RawLayer[]): number[] {
  const numbers = raw.map((layer) => numberedBlock(layer.name));
  const lastNumbered = numbers.findLastIndex((number) => number !== null);
  const head = Math.max(...numbers.map((number) => number ?? 0)) + 1;
  let current = 0;
  return numbers.map((number, index) => {
    if (number !== null) current = number;
    return index > lastNumbered ? head : current;
  });
}

function blocksByStructure(raw: readonly RawLayer[]): number[] {
  let block = 0;
  return raw.map((layer, index) => {
    const previous = raw[index - 1];
    // Half the cells or fewer: a stride or a pooling. A 'valid' convolution loses only its border.
    const resolutionFell =
      previous !== undefined && previous.height * previous.width >= 2 * layer.height * layer.width;
    if (previous?.className === 'Add' || resolutionFell) block += 1;
    return block;
  });
}

function roleByName(name: string): BlockRole | null {
  const role = /^(?:block_\d+|expanded_conv)_(expand|depthwise|project)(?:_|$)/.exec(name)?.[1];
  return role === 'expand' || role === 'depthwise' || role === 'project' ? role : null;
}

function phaseOfBlock(block: number): Phase {
  if (block <= lastContourBlock) return 'contours';
  return block <= lastConceptBlock ? 'concepts' : 'object';
}

/** @param depth position in the network, in [0, 1). */
function phaseOfDepth(depth: number): Phase {
  if (depth < 1 / 3) return 'contours';
  return depth < 2 / 3 ? 'concepts' : 'object';
}
