/** PyTorch in a process of its own, asked one thing at a time. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where a Python with PyTorch may be; a virtual environment's comes before the system's. */
const candidates = [process.env['PYTHON'] ?? '', 'python3', '/usr/bin/python3', 'python'];

/** @returns {string | null} The first Python that has PyTorch and NumPy. */
export function findPython() {
  const has = /** @param {string} python */ (python) =>
    spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0;
  return candidates.find((python) => python !== '' && has(python)) ?? null;
}

/**
 * @param {string} python
 * @param {object} opening See serve.py.
 */
export async function startPython(python, opening) {
  const child = spawn(python, [join(import.meta.dirname, 'serve.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = /** @param {object} question */ async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended without an answer');
    return JSON.parse(value);
  };
  /** @type {{ torch: string, layers: string[] }} */
  const greeting = await ask(opening);
  return {
    ...greeting,
    /**
     * One run.
     * @param {'predict' | 'allLayers' | 'layerByLayer'} run
     * @param {number} threads
     * @returns {Promise<number>} In ms.
     */
    async time(run, threads) {
      /** @type {{ ms: number }} */
      const { ms } = await ask({ run, threads, every: sampledEvery });
      return ms;
    },
    /**
     * @param {readonly number[]} layers Indices.
     * @returns {Promise<{ logit: number, maps: Record<string, number[][]> }>} By method, the maps of those layers.
     */
    maps: (layers) => ask({ run: 'maps', threads: 1, layers }),
    close: () => child.stdin.end(),
  };
}

/** One layer in so many stands for all where each has a pass of its own: as in bench/contenders.ts. */
const sampledEvery = 12;
