/** The engine's contenders in Node, on a backend that it has. */
import * as tf from '@tensorflow/tfjs';
import { loadModel } from '../src/engine/network/loadModel.ts';
import { registerWasmKernels } from '../src/engine/wasm/wasmKernels.ts';
import type { RgbPixels } from '../src/image/pixels.ts';
import { cardPath, prepareWasm, readBytes } from '../test/nodeEngine.ts';
import { readOracles } from '../test/oracles/readOracles.ts';
import { type ContenderName, createContenders } from './contenders.ts';
import { type Timing, takeTurns } from './takeTurns.ts';

/** The picture that all contenders see. */
export function readPicture(): RgbPixels {
  return readOracles().pictures[0]!.input;
}

/** What stops the usual way on WebAssembly: the message of what it throws there; null where it works. */
export async function tryUsualWayOnWasm(): Promise<string | null> {
  await prepare('wasm');
  const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  const [contender] = await createContenders(model, readPicture(), ['layerByLayerAsUsual']);
  try {
    await contender!.run();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

export async function benchInNode(
  backend: 'wasm' | 'cpu',
  names: readonly ContenderName[],
  rounds: number,
): Promise<readonly Timing[]> {
  await prepare(backend);
  const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  return takeTurns(await createContenders(model, readPicture(), names), rounds);
}

async function prepare(backend: 'wasm' | 'cpu'): Promise<void> {
  // Without the advice to install tfjs' native package.
  tf.enableProdMode();
  prepareWasm();
  registerWasmKernels();
  await tf.setBackend(backend);
}
