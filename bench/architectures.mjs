/** `node bench/architectures.mjs`: the table of docs/performance.md, “Other architectures”. */
import { serveSources } from './engine.mjs';

const rounds = 3;

const sources = await serveSources();
try {
  const { benchArchitectures } = /** @type {typeof import('./architecturesInNode.ts')} */ (
    await sources.load('/bench/architecturesInNode.ts')
  );
  console.log('| network | layers | `predict()`, ms | all layers, ms | × `predict()` |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, layers, predictMs, allLayersMs } of await benchArchitectures(rounds)) {
    const cells = [
      name,
      layers,
      predictMs.toFixed(0),
      allLayersMs.toFixed(0),
      (allLayersMs / predictMs).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  await sources.close();
}
