/**
 * The compute shaders that make the maps on WebGPU, as programs of tfjs' WebGPU backend, which puts `result`, the
 * variables and `uniforms` in front of them.
 *
 * Why these sizes: 256 invocations are what every WebGPU device allows. 32 of them lie along the channels,
 * because tensors are channels-last: so a row reads 128 neighbouring bytes, one cache line, at a time, and is
 * one warp of an NVIDIA GPU and half a wave of an AMD one. The other direction, of 8, gives a workgroup eight
 * independent loads to wait for at once. A chunk of 256 cells is 32 steps for each invocation: short enough
 * that an early layer (12,544 cells, 32 channels) becomes 49 workgroups and not one.
 */

export const workgroupSize = 256;
/** Invocations side by side along the channels. */
export const lanes = 32;
/** Cells that a workgroup looks at at once. */
const rows = workgroupSize / lanes;
/** Cells that one workgroup sums, unless there would be too many of them. */
export const cellsPerChunk = 256;
/** More chunks than this would make `addChunks`, which goes through them one by one, the slow part. */
export const mostChunks = 64;

/** Kinds of sums for each channel: of the gradient, of its positive sections, and of the folded layer's. */
export const sumKinds = 3;

export type ProgramName = 'sumChannels' | 'addChunks' | 'weighChannels' | 'weighCells';

interface WeighingShape {
  /** Invocations in a workgroup. */
  readonly size: number;
  /** Of which so many share a cell. */
  readonly lanes: number;
}

const weighings = {
  weighChannels: { size: workgroupSize, lanes },
  // Small groups, because nothing is shared in them and a layer of 28 × 28 cells should still make a dozen.
  weighCells: { size: 64, lanes: 1 },
} as const satisfies Partial<Record<ProgramName, WeighingShape>>;

/** With this many cells or more, each has an invocation of its own. Below, a few would go through all channels. */
const manyCells = 512;

/** Which of the two ways to weigh suits a layer, and how many workgroups it takes. */
export function chooseWeighing(cells: number): { readonly name: ProgramName; readonly workgroups: number } {
  const name = cells < manyCells ? 'weighChannels' : 'weighCells';
  const { size, lanes: share } = weighings[name];
  return { name, workgroups: Math.ceil(cells / (size / share)) };
}

export interface ProgramText {
  readonly workgroupSize: number;
  readonly variableNames: readonly string[];
  /** Members of the uniform struct, all i32. */
  readonly uniformNames: readonly string[];
  readonly code: string;
}

/** Where an invocation stands; `index` counts all invocations of a dispatch. */
const place = (size: number, share: number) => `
  let local = index % ${size};
  let group = index / ${size};
  let lane = local % ${share};
  let row = local / ${share};
`;

/**
 * Σ g, Σ [A > 0][g > 0] g and, under a folded normalisation, Σ [A′ > 0][g′ > 0] g, per channel and chunk of
 * cells. A′ = (s − shift)/scale and g′ = scale·g are those of the raw convolution (LayerTrace.folded): of its
 * scale only the sign matters here. `form` holds sign, shift and scale, channel after channel.
 * Result: [chunk, kind, channel].
 */
function sumChannels(isFolded: boolean): ProgramText {
  return {
    workgroupSize,
    variableNames: ['activation', 'gradient', ...(isFolded ? ['form'] : [])],
    uniformNames: ['cells', 'channels', 'tiles', 'chunk'],
    code: `
var<workgroup> sumsOfRows : array<vec3<f32>, ${workgroupSize}>;

fn main(index : i32) {
  ${place(workgroupSize, lanes)}
  let channel = (group % uniforms.tiles) * ${lanes} + lane;
  let chunk = group / uniforms.tiles;
  let first = chunk * uniforms.chunk;
  let end = min(first + uniforms.chunk, uniforms.cells);
  var sums = vec3<f32>(0.0);
  if (channel < uniforms.channels) {
    ${isFolded ? 'let scaleSign = form[channel]; let shift = form[uniforms.channels + channel];' : ''}
    for (var cell = first + row; cell < end; cell += ${rows}) {
      let at = cell * uniforms.channels + channel;
      let value = activation[at];
      let slope = gradient[at];
      sums.x += slope;
      if (value > 0.0 && slope > 0.0) { sums.y += slope; }
      ${isFolded ? 'if ((value - shift) * scaleSign > 0.0 && slope * scaleSign > 0.0) { sums.z += slope; }' : ''}
    }
  }
  sumsOfRows[local] = sums;
  for (var half = ${rows / 2}; half > 0; half /= 2) {
    workgroupBarrier();
    if (row < half) { sumsOfRows[local] += sumsOfRows[local + half * ${lanes}]; }
  }
  if (row == 0 && channel < uniforms.channels) {
    let at = chunk * ${sumKinds} * uniforms.channels + channel;
    for (var kind = 0; kind < ${sumKinds}; kind++) {
      result[at + kind * uniforms.channels] = sumsOfRows[lane][kind];
    }
  }
}`,
  };
}

/** Adds what the chunks gave: [chunk, kind, channel] to [kind, channel]. */
const addChunks: ProgramText = {
  workgroupSize,
  variableNames: ['parts'],
  uniformNames: ['length', 'chunks'],
  code: `
fn main(index : i32) {
  if (index >= uniforms.length) { return; }
  var sum = 0.0;
  for (var chunk = 0; chunk < uniforms.chunks; chunk++) { sum += parts[chunk * uniforms.length + index]; }
  result[index] = sum;
}`,
};

/**
 * All methods' maps. Several lanes share a cell, deal its channels out among them and add what they found; or one
 * invocation does a cell alone, without waiting for others, where there are cells enough to keep a device busy.
 *
 * The maps of the layer itself go to `own` and those of the folded layer to `folded`, method after method `mapLength`
 * apart; a layer that is nobody's has −1 there. Cell 0 also writes Σ_k α_k and, of the folded layer, Σ_k scale_k α_k.
 * Σ_k w′_k A′_k = Σ_k mean(…)_k (s_k − shift_k): the scale cancels.
 */
function weigh(isFolded: boolean, { size, lanes: share }: WeighingShape): ProgramText {
  const whereFolded = (text: string) => (isFolded ? text : '');
  const whereShared = (text: string) => (share > 1 ? text : '');
  return {
    workgroupSize: size,
    variableNames: ['activation', 'gradient', 'sums', ...(isFolded ? ['form'] : [])],
    uniformNames: [
      ...['cells', 'channels', 'mapLength', 'own', 'ownWeight'],
      ...(isFolded ? ['folded', 'foldedWeight'] : []),
    ],
    code: `
${whereShared(`var<workgroup> ownOfLanes : array<vec4<f32>, ${size}>;`)}
${whereShared(whereFolded(`var<workgroup> foldedOfLanes : array<vec4<f32>, ${size}>;`))}

fn writeMaps(at : i32, maps : vec4<f32>) {
  for (var method = 0; method < 3; method++) { result[at + method * uniforms.mapLength] = maps[method]; }
}

fn main(index : i32) {
  ${place(size, share)}
  let cell = group * ${size / share} + row;
  let cells = f32(uniforms.cells);
  // Positive sections, Grad-CAM, LayerCAM: the order of methodIds. Then the weights' sum.
  var own = vec4<f32>(0.0);
  ${whereFolded('var folded = vec4<f32>(0.0);')}
  if (cell < uniforms.cells) {
    for (var channel = lane; channel < uniforms.channels; channel += ${share}) {
      let at = cell * uniforms.channels + channel;
      let value = activation[at];
      let slope = gradient[at];
      let alpha = sums[channel] / cells;
      let section = sums[uniforms.channels + channel] / cells;
      own += vec4<f32>(value * vec3<f32>(section, alpha, max(slope, 0.0)), alpha);
      ${whereFolded(`
      let foldedSection = sums[2 * uniforms.channels + channel] / cells;
      let foldedSlope = select(0.0, slope, slope * form[channel] > 0.0);
      let above = value - form[uniforms.channels + channel];
      let foldedAlpha = alpha * form[2 * uniforms.channels + channel];
      folded += vec4<f32>(above * vec3<f32>(foldedSection, alpha, foldedSlope), foldedAlpha);`)}
    }
  }
  ${whereShared(`
  ownOfLanes[local] = own;
  ${whereFolded('foldedOfLanes[local] = folded;')}
  for (var half = ${share / 2}; half > 0; half /= 2) {
    workgroupBarrier();
    if (lane < half) {
      ownOfLanes[local] += ownOfLanes[local + half];
      ${whereFolded('foldedOfLanes[local] += foldedOfLanes[local + half];')}
    }
  }
  own = ownOfLanes[local];
  ${whereFolded('folded = foldedOfLanes[local];')}`)}
  if (lane == 0 && cell < uniforms.cells) {
    if (uniforms.own >= 0) { writeMaps(uniforms.own + cell, own); }
    ${whereFolded('writeMaps(uniforms.folded + cell, folded);')}
    if (cell == 0) {
      if (uniforms.own >= 0) { result[uniforms.ownWeight] = own.w; }
      ${whereFolded('result[uniforms.foldedWeight] = folded.w;')}
    }
  }
}`,
  };
}

/** The program's text, for layers with a folded convolution under them or without. */
export function programText(name: ProgramName, isFolded: boolean): ProgramText {
  switch (name) {
    case 'sumChannels':
      return sumChannels(isFolded);
    case 'addChunks':
      return addChunks;
    case 'weighChannels':
    case 'weighCells':
      return weigh(isFolded, weighings[name]);
  }
}
