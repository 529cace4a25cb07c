import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { buildCaptumNet, buildToyMobileNet } from '../../../test/toyNets.ts';
import { resize } from '../../cam/map/resize.ts';
import { createRandom } from '../../measure/random.ts';
import { derivedMethodIds, derivedMethods } from '../methods/catalogue.ts';
import { sumOverChannels } from '../methods/reductions.ts';
import { readNormalisations } from '../network/networkNumbers.ts';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import { runTrace } from '../run/runTrace.ts';
import type { Tracer } from '../run/trace.ts';
import { createTapeTracer } from '../tape/createTapeTracer.ts';
import { registerWasmKernels } from '../wasm/wasmKernels.ts';
import { deriveMaps } from './deriveMaps.ts';
import { networkShares } from './deriveNetworkMap.ts';
import type { DeriveSource } from './deriveSource.ts';
import { createKeeper, groupByBudget } from './keptRun.ts';

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
const size = 9;

function picture(seed: number): tf.Tensor4D {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: size * size * 3 }, () => Math.floor(random() * 256));
  return tf.tensor4d(values, [1, size, size, 3]);
}

/** A toy network with a picture, and its run kept. */
async function openToy(seed: number, model = buildToyMobileNet(seed), input = picture(seed)) {
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  const tape = createTapeTracer(network, await readNormalisations(network));
  const sourceOf = async (chosen: Tracer, keeps = true, budgetBytes = 1e9): Promise<DeriveSource> => {
    const keeper = keeps ? createKeeper(1) : null;
    const seedOf = Float32Array.of(1);
    await runTrace(network, chosen, input, () => seedOf, quiet, keeper);
    return { network, tracer: chosen, input, seed: seedOf, gain: 1, kept: keeper, budgetBytes };
  };
  return { model, network, input, tracer, tape, sourceOf };
}

/** The index of the first target layer of a Keras class. */
function firstOf(network: { layers: readonly { className: string; index: number }[] }, className: string) {
  return network.layers.find((layer) => layer.className === className)!.index;
}

/** The score that a model with a sigmoid gave a picture, from its probability. */
async function logitOf(model: tf.LayersModel, input: tf.Tensor4D): Promise<number> {
  const [probability] = await (model.predict(input) as tf.Tensor).data();
  return Math.log(probability! / (1 - probability!));
}

/** What a layer makes of the picture, [h, w, k] row-major, by the model itself. */
async function outputOf(model: tf.LayersModel, layer: tf.layers.Layer, input: tf.Tensor4D) {
  const upToLayer = tf.model({ inputs: model.inputs, outputs: layer.output });
  return (upToLayer.predict(input) as tf.Tensor).data();
}

function softmaxOf(scores: readonly number[]): number[] {
  const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
  return scores.map((score) => Math.exp(score) / sum);
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    registerWasmKernels();
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test('plan and tape give the same derived maps, folded layers included', async () => {
    const { network, tracer, tape, sourceOf } = await openToy(1);
    const layer = firstOf(network, 'Conv2D');
    const planned = await sourceOf(tracer);
    const taped = await sourceOf(tape);
    for (const id of derivedMethodIds) {
      const byPlan = await deriveMaps(id, layer, planned, quiet);
      const byTape = await deriveMaps(id, layer, taped, quiet);
      expect(byPlan.extent).toEqual(byTape.extent);
      expect(
        byPlan.maps.some((value) => value !== 0),
        id,
      ).toBe(true);
      expect(relativeL2(byPlan.maps, byTape.maps), id).toBeLessThan(1e-3);
    }
  });

  test('a run that was not kept is made again, in as many parts as the memory asks for', async () => {
    const { network, tracer, sourceOf } = await openToy(2);
    const kept = await sourceOf(tracer);
    const small = await sourceOf(tracer, false, 2000);
    expect(groupByBudget(network, tracer.outline, 2000).length).toBeGreaterThan(3);
    for (const id of derivedMethodIds) {
      const fractions: number[] = [];
      const expected = await deriveMaps(id, 2, kept, quiet);
      const before = tf.memory().numTensors;
      const again = await deriveMaps(id, 2, small, { ...quiet, onProgress: (f) => fractions.push(f) });
      expect(tf.memory().numTensors, id).toBe(before);
      expect(relativeL2(again.maps, expected.maps), id).toBeLessThan(1e-6);
      expect(fractions, id).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1), id).toBe(1);
    }
  });

  test('nothing is left behind by a method that is cancelled on its way', async () => {
    const { tracer, sourceOf } = await openToy(3);
    for (const source of [await sourceOf(tracer), await sourceOf(tracer, false, 2000)]) {
      const before = tf.memory().numTensors;
      for (const id of derivedMethodIds) {
        let pauses = 0;
        const pause = () => (++pauses > 1 ? Promise.reject(new Error('stop')) : Promise.resolve());
        const stopped = deriveMaps(id, 2, source, { ...quiet, pause });
        // A probing method asks few channels of a toy: it may be done before its second pause.
        await stopped.catch((thrown: unknown) => expect(thrown).toEqual(new Error('stop')));
        expect(tf.memory().numTensors, id).toBe(before);
      }
    }
  });

  test('at the layer before the mean HiResCAM and XGrad-CAM are Grad-CAM, and sum up to z − bias', async () => {
    const { model, network, input, tracer, sourceOf } = await openToy(4);
    const source = await sourceOf(tracer);
    const { maps: runMaps } = await runTrace(network, tracer, input, () => Float32Array.of(1), quiet);
    const { offset } = network.layers.at(-1)!;
    for (const id of ['hiResCam', 'xGradCam'] as const) {
      const { maps } = await deriveMaps(id, 0, source, quiet);
      expect(relativeL2(maps.subarray(offset), runMaps.gradCam.subarray(offset)), id).toBeLessThan(1e-5);
      const sum = maps.subarray(offset).reduce((total, value) => total + value, 0);
      const bias = (model.layers.at(-1).getWeights()[1]!.arraySync() as number[])[0]!;
      expect(sum, id).toBeCloseTo((await tracer.predict(input))[0]! - bias, 4);
    }
  });

  test.each([
    ['a MobileNet with units at their limit', 5, () => withLargerNumbers(buildToyMobileNet(5)), undefined],
    [
      'a convolution with a bias, by the tape',
      6,
      buildCaptumNet,
      () =>
        tf.tensor4d(
          Float32Array.from({ length: 16 }, (_, index) => index),
          [1, 4, 4, 1],
        ),
    ],
  ])('FullGrad is complete: %s', async (_what, seed, buildModel, makeInput) => {
    const { model, tracer, input, sourceOf } = await openToy(seed, buildModel(), makeInput?.());
    const sumOnly = { ...derivedMethods.fullGrad, share: sumOverChannels };
    const shares = await networkShares(sumOnly, await sourceOf(tracer), quiet);
    const sum = shares.reduce((total, { data }) => data.reduce((part, value) => part + value, total), 0);
    const bias = (model.layers.at(-1).getWeights()[1]!.arraySync() as number[])[0]!;
    const [score] = await tracer.predict(input);
    expect(sum + bias).toBeCloseTo(score!, 2);
    expect(Math.abs(score!)).toBeGreaterThan(0.1);
  });

  test('FullGrad is its formula, with resizing and min-max of each channel', async () => {
    const { network, tracer, sourceOf, input } = await openToy(7);
    const source = await sourceOf(tracer);
    const { maps, extent } = await deriveMaps('fullGrad', 0, source, quiet);
    expect(extent).toEqual({ kind: 'network', width: size, height: size });
    const expected = new Float32Array(size * size);
    const addTerm = (values: Float32Array, [height, width, channels]: readonly [number, number, number]) => {
      for (let channel = 0; channel < channels; channel++) {
        const data = values.filter((_, index) => index % channels === channel).map(Math.abs);
        const low = Math.min(...data);
        const range = Math.max(...data) - low;
        if (range === 0) continue;
        const spread = resize({ width, height, data: data.map((v) => (v - low) / range) }, size, size);
        for (const [cell, value] of spread.data.entries()) expected[cell]! += value;
      }
    };
    const traces = new Map(source.kept!.traces.map((trace) => [trace.index, trace]));
    const x = tf.mul(input, source.kept!.inputGradient!);
    addTerm((await x.data()) as Float32Array, [size, size, 3]);
    const normalisations = await readNormalisations(network);
    for (const { index, className, height, width, channels } of network.layers) {
      const shift = normalisations.get(network.targets[index]!)?.shift;
      const perChannel = shift ?? (className === 'Rescaling' ? Float32Array.of(-1, -1, -1) : null);
      if (!perChannel && className !== 'ReLU') continue;
      const { activation, gradient } = traces.get(index)!;
      const slopes = (await gradient.data()) as Float32Array;
      const outputs = await activation.data();
      // A unit that stands at the limit of its ReLU6 gives 6, whatever it reads.
      const biasAt = (cell: number) => perChannel?.[cell % channels] ?? (outputs[cell] === 6 ? 6 : 0);
      addTerm(
        slopes.map((slope, cell) => slope * biasAt(cell)),
        [height, width, channels],
      );
    }
    expect(relativeL2(maps, expected)).toBeLessThan(1e-3);
  });

  test('Score-CAM is what masking picture after picture gives', async () => {
    const { model, network, input, tracer, tape, sourceOf } = await openToy(8);
    const layer = firstOf(network, 'DepthwiseConv2D');
    const { height, width, channels } = network.layers[layer]!;
    const activation = await outputOf(model, model.layers[network.targets[layer]!]!, input);
    const pixels = await input.data();
    const columns = Array.from({ length: channels }, (_, channel) =>
      Float32Array.from({ length: height * width }, (_cell, cell) => activation[cell * channels + channel]!),
    );
    const logits: number[] = [];
    for (const data of columns) {
      const mask = resize({ width, height, data }, size, size).data;
      const low = Math.min(...mask);
      const range = Math.max(...mask) - low;
      const masked = pixels.map((value, index) => (value * (mask[Math.floor(index / 3)]! - low)) / range);
      logits.push(await logitOf(model, tf.tensor4d(masked, [1, size, size, 3])));
    }
    const weights = softmaxOf(logits);
    const expected = Float32Array.from({ length: height * width }, (_, cell) =>
      weights.reduce((sum, weight, channel) => sum + weight * columns[channel]![cell]!, 0),
    );
    for (const chosen of [tracer, tape]) {
      const { maps, extent } = await deriveMaps('scoreCam', layer, await sourceOf(chosen), quiet);
      expect(extent).toEqual({ kind: 'layer', layer });
      expect(relativeL2(maps, expected), chosen.kind).toBeLessThan(1e-3);
    }
  });

  test('Ablation-CAM is what removing kernels one after another gives', async () => {
    const { model, network, input, tracer, tape, sourceOf } = await openToy(9);
    // Under a folded normalisation, and before a residual connection.
    const layer = firstOf(network, 'Conv2D');
    const { height, width, channels } = network.layers[layer]!;
    const convolution = model.layers[network.targets[layer]!]!;
    const activation = await outputOf(model, convolution, input);
    const sources = [await sourceOf(tracer), await sourceOf(tape)];
    const derived = await Promise.all(
      sources.map((source) => deriveMaps('ablationCam', layer, source, quiet)),
    );
    const score = await logitOf(model, input);
    // A copy: the layer's own changes with it.
    const kernel = tf.clone(convolution.getWeights()[0]!);
    const weights: number[] = [];
    for (let removed = 0; removed < channels; removed++) {
      const kept = Array.from({ length: channels }, (_, channel) => (channel === removed ? 0 : 1));
      convolution.setWeights([tf.mul(kernel, tf.tensor1d(kept))]);
      weights.push((score - (await logitOf(model, input))) / Math.abs(score));
    }
    const expected = Float32Array.from({ length: height * width }, (_, cell) =>
      weights.reduce((sum, weight, channel) => sum + weight * activation[cell * channels + channel]!, 0),
    );
    for (const { maps } of derived) expect(relativeL2(maps, expected)).toBeLessThan(1e-3);
  });
});

/** Normalisation scales five times as large, so that some units of ReLU6 stand at 6. */
function withLargerNumbers(model: tf.LayersModel): tf.LayersModel {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'BatchNormalization') continue;
    const [gamma, ...others] = layer.getWeights();
    layer.setWeights([tf.mul(gamma!, 5), ...others]);
  }
  return model;
}
