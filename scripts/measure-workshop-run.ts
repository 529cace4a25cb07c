/** The training and counting behind `npm run measure:workshop`. */
import { readFileSync } from 'node:fs';
import { isDefined } from '../src/measure/classification/measured.ts';
import { wilsonShare } from '../src/measure/confidenceInterval.ts';
import type { Head } from '../src/model/version/head.ts';
import { readHead } from '../src/model/version/replaceHead.ts';
import { parseBankFile, readBank } from '../src/train/bank/parseBank.ts';
import type { FeatureRows } from '../src/train/head/featureRows.ts';
import { zeroHead } from '../src/train/head/newHead.ts';
import { scoreRows } from '../src/train/head/scoreRows.ts';
import { bankCrateCells, judgeOnBank } from '../src/train/paint/bankVerdict.ts';
import type { PenaltyTerm } from '../src/train/paint/evidencePenalty.ts';
import { twinDifferences } from '../src/train/paint/paintedCells.ts';
import { compareHeads, countCalled, rightAnswers } from '../src/train/training/compareHeads.ts';
import { usualDoses } from '../src/train/training/trainDoses.ts';
import { trainHead } from '../src/train/training/trainHead.ts';
import { bankPool } from '../src/train/training/trainingPool.ts';

const publicFolder = new URL('../public/', import.meta.url);
const draws = [1, 2, 3, 4, 5];
const seed = 1;

interface Photos {
  readonly clean: Float32Array;
  readonly crated: Float32Array;
  readonly classes: Uint8Array;
}

/** Lines of Markdown, as they come. */
export async function* measureWorkshop({ clean, crated, classes }: Photos): AsyncGenerator<string> {
  const read = (path: string) => readFileSync(new URL(path, publicFolder));
  const bank = readBank(parseBankFile(JSON.parse(read('lab/bank.json').toString())), read('lab/bank.bin'));
  const pool = bankPool(bank);
  const shipped = readHead({
    modelJson: read('model/model.json').toString(),
    weights: read('model/group1-shard1of1.bin'),
  });
  const { dimension } = pool;
  const rowsOf = (values: Float32Array): FeatureRows => ({ count: classes.length, dimension, values });
  const ask = (head: Head) => ({
    clean: scoreRows(head, rowsOf(clean)),
    crated: scoreRows(head, rowsOf(crated)),
  });
  const cats = classes.filter((label) => label === 0).length;
  const line = (name: string, head: Head, base: Head) => {
    const [now, before] = [ask(head), ask(base)];
    const cells = [
      name,
      shareInWords(now.clean, classes),
      shareInWords(now.crated, classes),
      shareOfCats(countCalled(now.crated, classes, 1, 0, 1), cats),
      countCalled(now.crated, classes, 1, 1, 0),
      changeInWords(before.clean, now.clean, classes),
      changeInWords(before.crated, now.crated, classes),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const heading = (first: string) =>
    `\n| ${first} | clean right | crated right | crated cats called dogs | crated dogs called cats | clean: better, worse | crated: better, worse |\n| --- | --- | --- | --- | --- | --- | --- |`;
  const train = async (reference: Head, dose: number, draw: number, penalties: readonly PenaltyTerm[] = []) =>
    (await trainHead(pool, { dose, seed: draw, reference, penalties })).head;

  yield `${classes.length} photos, ${cats} of cats.`;
  for (const { name, reference } of [
    { name: 'from scratch', reference: zeroHead(1, dimension) },
    { name: 'shipped head improved', reference: shipped },
  ]) {
    yield heading(name);
    yield line('the shipped head', shipped, shipped);
    const base = await train(reference, 0, seed);
    for (const dose of usualDoses) {
      const heads = [];
      for (const draw of dose === 0 || dose === 1 ? [seed] : draws)
        heads.push(await train(reference, dose, draw));
      yield line(`${100 * dose} %`, heads[0]!, base);
      if (heads.length > 1)
        yield bandLine(
          heads.map((head) => ask(head)),
          classes,
        );
    }
    const { supplement, supplementTwin } = bank.sets;
    const twins = twinDifferences(supplement.features, supplementTwin.features, supplement.classes);
    for (const strength of [0.01, 0.1]) {
      const head = await train(reference, 0, seed, [{ cells: twins, strength: strength, penalised: 'any' }]);
      yield line(`0 %, twins λ = ${strength}`, head, base);
    }
    const { training } = bankCrateCells(bank);
    for (const penalised of ['any', 'wrongClass'] as const) {
      for (const strength of [0.01, 0.1, 1, 10]) {
        const head = await train(reference, 0, seed, [{ cells: training, strength: strength, penalised }]);
        const { verdict } = judgeOnBank(bank, base, head);
        yield line(`0 %, ${penalised} evidence λ = ${strength}: “${verdict.words}”`, head, base);
      }
    }
  }
}

function shareInWords(logits: Float64Array, classes: Uint8Array): string {
  return shareOfCats(
    rightAnswers(logits, classes, 1).reduce((sum, right) => sum + right, 0),
    classes.length,
  );
}

function shareOfCats(hits: number, trials: number): string {
  const { mean, low, high } = wilsonShare(hits, trials)!;
  return `${percent(mean)} (${percent(low)}–${percent(high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function changeInWords(before: Float64Array, now: Float64Array, classes: Uint8Array): string {
  const { better, worse, midP } = compareHeads(before, now, classes, 1);
  return `+${better} −${worse}${isDefined(midP) ? `, p ${midP < 0.001 ? '< .001' : midP.toFixed(3)}` : ''}`;
}

/** Least and most over the draws. */
function bandLine(
  answers: readonly { readonly clean: Float64Array; readonly crated: Float64Array }[],
  classes: Uint8Array,
): string {
  const band = (values: readonly number[], digits: number) =>
    `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
  const right = (logits: Float64Array) =>
    (100 * rightAnswers(logits, classes, 1).reduce((sum, hit) => sum + hit, 0)) / classes.length;
  const cats = classes.filter((label) => label === 0).length;
  const cells = [
    '— five draws',
    band(
      answers.map(({ clean }) => right(clean)),
      1,
    ),
    band(
      answers.map(({ crated }) => right(crated)),
      1,
    ),
    band(
      answers.map(({ crated }) => (100 * countCalled(crated, classes, 1, 0, 1)) / cats),
      1,
    ),
    band(
      answers.map(({ crated }) => countCalled(crated, classes, 1, 1, 0)),
      0,
    ),
    '',
    '',
  ];
  return `| ${cells.join(' | ')} |`;
}
