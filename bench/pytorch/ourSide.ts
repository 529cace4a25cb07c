/** Our engine in Node on WebAssembly, one thread, for a comparison with PyTorch. */
import * as tf from '@tensorflow/tfjs';
import { loadModel } from '../../src/engine/network/loadModel.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import type { RunMaps } from '../../src/engine/reduce/mapReducer.ts';
import { createTracer } from '../../src/engine/run/createTracer.ts';
import { runTrace } from '../../src/engine/run/runTrace.ts';
import { registerWasmKernels } from '../../src/engine/wasm/wasmKernels.ts';
import type { RgbPixels } from '../../src/image/pixels.ts';
import type { LayerInfo } from '../../src/model/layers/layerGraph.ts';
import { cardPath, prepareWasm, readBytes } from '../../test/nodeEngine.ts';
import { type ContenderName, createContenders } from '../contenders.ts';
import { readPicture } from '../engineInNode.ts';

export interface OurSide {
  readonly picture: RgbPixels;
  readonly layers: readonly LayerInfo[];
  /** One run, in ms. */
  time(name: ContenderName): Promise<number>;
  /** What all layers' maps are, and the logit. */
  explain(): Promise<{ readonly logit: number; readonly maps: RunMaps }>;
}

/** The same picture and the same contenders as in `npm run bench`. */
export async function createOurSide(names: readonly ContenderName[]): Promise<OurSide> {
  tf.enableProdMode();
  prepareWasm();
  registerWasmKernels();
  await tf.setBackend('wasm');
  const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  const network = readNetwork(model);
  const picture = readPicture();
  const contenders = await createContenders(model, picture, names);
  return {
    picture,
    layers: network.layers,
    async time(name) {
      const contender = contenders.find((candidate) => candidate.name === name);
      if (!contender) throw new Error(`${name} was not prepared`);
      const startMs = performance.now();
      await contender.run();
      return (performance.now() - startMs) * contender.times;
    },
    async explain() {
      const { tracer } = await createTracer(network);
      const { width, height, data } = picture;
      const input = tf.tensor4d(Float32Array.from(data), [1, height, width, 3]);
      let logit = Number.NaN;
      const chooseSeed = (logits: readonly number[]) => {
        logit = logits[0]!;
        return Float32Array.of(1);
      };
      const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
      try {
        const { maps } = await runTrace(network, tracer, input, chooseSeed, quiet);
        return { maps, logit };
      } finally {
        tracer.dispose();
        input.dispose();
      }
    },
  };
}
