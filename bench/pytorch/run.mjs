/**
 * `npm run bench:pytorch`: our engine on WebAssembly in Node beside native PyTorch, same machine, same picture, same
 * weights, by turns. First their numbers are compared. `-- --json FILE` also writes what was measured, `-- --docs` puts
 * it into docs/.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, projectRoot } from '../../scripts/install.mjs';
import { serveSources } from '../engine.mjs';
import { median } from '../statistics.mjs';
import { compareNumbers } from './compareNumbers.mjs';
import { findPython, startPython } from './pythonSide.mjs';
import { writeDocs } from './writeDocs.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    docs: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
  },
});

/** Who runs in a round: ours first, since it has but one thread, then PyTorch with one and with two. */
const ours = /** @type {const} */ (['predict', 'prediction', 'allLayers']);
const theirs = /** @type {const} */ (['predict', 'allLayers', 'layerByLayer']);
const threadCounts = [1, 2];

/** @param {{ side: string, run: string, threads: number }} timing @returns {string} */
function nameOf({ side, run, threads }) {
  const title = titles[/** @type {keyof typeof titles} */ (run)];
  return `${side === 'ours' ? 'StrataCAM' : 'PyTorch'}, ${threads} thread${threads > 1 ? 's' : ''}: ${title}`;
}

/** @type {Readonly<Record<(typeof ours | typeof theirs)[number], string>>} */
const titles = {
  predict: 'predict',
  prediction: 'prediction by the plan',
  allLayers: 'all layers in one pass, three methods',
  layerByLayer: 'one forward and backward pass per layer, Grad-CAM',
};

const python = findPython();
if (python === null) {
  console.log('skipped: no Python with PyTorch and NumPy here (Debian: python3-torch; PYTHON names another)');
} else {
  prepare();
  await compare(python, Number(options.rounds));
}

/**
 * @param {string} foundPython
 * @param {number} rounds
 */
async function compare(foundPython, rounds) {
  const sources = await serveSources();
  const folder = mkdtempSync(join(tmpdir(), 'stratacam-'));
  try {
    const module = /** @type {typeof import('./ourSide.ts')} */ (
      await sources.load('/bench/pytorch/ourSide.ts')
    );
    const our = await module.createOurSide(ours);
    const { width, height, data } = our.picture;
    const pictureFile = join(folder, 'picture.rgb');
    writeFileSync(pictureFile, data);
    const model = join(projectRoot, 'public', 'model');
    const python = await startPython(foundPython, { model, picture: pictureFile, size: [height, width] });
    try {
      const loadBefore = load();
      const agreement = await compareNumbers(our, python);
      console.log(
        `PyTorch ${python.torch} · ${cpus().length} × ${cpus()[0]?.model.trim()} · Node ${process.version}`,
      );
      console.log(
        `same numbers: logit within ${agreement.logitDifference.toExponential(1)}, maps of ${agreement.layers} layers within ${agreement.worst.toExponential(1)} (median ${agreement.median.toExponential(1)})`,
      );
      const timings = await takeTurns(our, python, rounds);
      print(timings);
      const machine = {
        date: new Date().toISOString(),
        processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
        node: process.version,
        torch: python.torch,
        loadBefore,
        loadAfter: load(),
      };
      console.log(
        `\nload of the machine: ${loadBefore} before, ${machine.loadAfter} after (this run itself is 1 to 2)`,
      );
      const measured = { machine, agreement, rounds, timings };
      if (options.docs) writeDocs(measured, nameOf);
      if (options.json !== undefined) {
        const file = resolve(options.json);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
      }
    } finally {
      python.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
    await sources.close();
  }
}

/**
 * Everybody runs once to warm up and then once in each round, one after another.
 * @param {import('./ourSide.ts').OurSide} our
 * @param {Awaited<ReturnType<typeof startPython>>} python
 * @param {number} rounds
 */
async function takeTurns(our, python, rounds) {
  const contenders = [
    ...ours.map((run) => ({ side: 'ours', run, threads: 1, time: () => our.time(run) })),
    ...threadCounts.flatMap((threads) =>
      theirs.map((run) => ({ side: 'pytorch', run, threads, time: () => python.time(run, threads) })),
    ),
  ];
  const samples = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = -1; round < rounds; round++) {
    for (const [index, { run, time }] of contenders.entries()) {
      // At its length it needs no warm-up.
      if (round < 0 && run === 'layerByLayer') continue;
      const ms = await time();
      if (round >= 0) samples[index]?.push(ms);
    }
  }
  const reference = samples[ours.indexOf('allLayers')] ?? [];
  return contenders.map(({ side, run, threads }, index) => {
    const own = samples[index] ?? [];
    // No time is zero: each takes at least a network's forward pass.
    const ratios = own.map((ms, round) => ms / (reference[round] ?? Number.NaN));
    return {
      side,
      run,
      threads,
      medianMs: median(own),
      bestMs: Math.min(...own),
      timesOurAllLayers: median(ratios),
    };
  });
}

/** @param {Awaited<ReturnType<typeof takeTurns>>} timings */
function print(timings) {
  console.log('\n  median ms    best ms   × ours');
  for (const { side, run, threads, medianMs, bestMs, timesOurAllLayers } of timings) {
    const cells = [medianMs.toFixed(0), bestMs.toFixed(0), timesOurAllLayers.toFixed(2)];
    const name = nameOf({ side, run, threads });
    console.log(`${cells.map((cell) => cell.padStart(11)).join('')}  ${name}`);
  }
}

/** Processes that wanted to run in the last minute, on average. @returns {string} */
function load() {
  return (loadavg()[0] ?? 0).toFixed(1);
}
