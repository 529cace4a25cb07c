import type { LayerInfo, LayerKind } from './layerGraph.ts';

const kindWords: Readonly<Record<LayerKind, string>> = {
  rescaling: 'input rescaling',
  padding: 'padding',
  convolution: 'convolution',
  depthwise: 'depthwise convolution',
  normalisation: 'normalisation',
  relu: 'ReLU',
  add: 'add',
  other: 'layer',
};

/**
 * A layer's name for people, e.g. "block 6, expand (ReLU)", "first convolution (padding)" or
 * "block 3, output (add)". Layers of models whose names say nothing keep them:
 * "block 2, convolution (conv2d_5)".
 */
export function layerTitle(layer: LayerInfo): string {
  if (layer.kind === 'rescaling') return kindWords.rescaling;
  if (layer.role !== null) return blockLayerTitle(layer, layer.role);
  if (/^(Conv1|Conv1_.*|bn_Conv1)$/.test(layer.name)) return `first convolution${stepOf(layer)}`;
  if (/^(Conv_1|Conv_1_.*|out_relu)$/.test(layer.name)) return `last convolution${stepOf(layer)}`;
  if (/^block_\d+_add$/.test(layer.name)) return `block ${layer.block}, output (add)`;
  if (/^block_\d+_pad$/.test(layer.name)) return `block ${layer.block}, padding`;
  return `block ${layer.block}, ${kindWords[layer.kind]} (${layer.name})`;
}

function blockLayerTitle(layer: LayerInfo, role: string): string {
  if (layer.isBlockOutput) return `block ${layer.block}, output (${role}, ${kindWords[layer.kind]})`;
  return `block ${layer.block}, ${role}${stepOf(layer)}`;
}

/** The convolution itself gives its place the name; what follows or precedes it stands in brackets. */
function stepOf(layer: LayerInfo): string {
  return layer.kind === 'convolution' || layer.kind === 'depthwise' ? '' : ` (${kindWords[layer.kind]})`;
}
