import { createEngine, type FetchBytes } from '../src/engine/index.ts';

/** `pixels` are RGB, row by row, of the size that the model's card says. */
export async function compareMethods(cardUrl: string, pixels: Uint8Array, fetchBytes: FetchBytes) {
  const engine = createEngine({ fetchBytes }); // the library's own `fetchBytes` downloads, and tries again
  await engine.start({ backend: 'auto' });
  const { model } = await engine.load({ source: { kind: 'card', url: cardUrl } });
  const { width, height } = model.card.input;
  const input = { width, height, data: pixels };
  const { run, prediction, maps, diagnosis } = await engine.explain({
    model: model.id,
    input,
    target: 'predicted',
  });
  // From what the run kept: the network does not run again.
  const hiResCam = await engine.derive({ model: model.id, run, method: 'hiResCam' });
  const { offset, height: rows, width: columns } = model.layers.at(-1)!;
  const ofLastLayer = (all: Float32Array) => all.subarray(offset, offset + rows * columns);
  return {
    label: model.card.labels[prediction.classIndex],
    layerCam: ofLastLayer(maps.layerCam),
    hiResCam: ofLastLayer(hiResCam.maps),
    diagnosis,
  };
}
