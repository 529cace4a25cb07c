/**
 * A program that uses the built library as any other would: by its name, in Node without a bundler.
 * Reads { model, pixels, methods } from the file that is named, writes what every backend answers to stdout.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { explain } from 'stratacam';

const { model: artifacts, pixels, methods } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const weightData = Uint8Array.from(Buffer.from(artifacts.weightData, 'base64')).buffer;
setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);

/** @type {Record<string, unknown>} */
const answers = {};
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend);
  const model = await tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, weightData }));
  const image = tf.tensor3d(pixels, [9, 9, 3]);
  for (const method of methods) {
    const { classIndex, layerMaps, heatMap } = await explain(model, image, {
      target: 1,
      method,
      fuse: 'winsor',
    });
    answers[`${tf.getBackend()} ${method}`] = {
      classIndex,
      maps: layerMaps.flatMap(({ map }) => [...map.data]),
      heatMap: [...heatMap.data],
    };
  }
}
process.stdout.write(JSON.stringify(answers));
