/** What `npm run measure:dataset` prints. */
import { readHashFile } from '../src/dataset/duplicates/hashFile.ts';
import { groupPairs, joinHashes, nearInOther, nearPairs } from '../src/dataset/duplicates/nearDuplicates.ts';
import { describeEvidence } from '../src/dataset/evidence/evidenceWords.ts';
import { changeByPlace, sumEvidence } from '../src/dataset/evidence/exactEvidence.ts';
import { rowsCsv } from '../src/dataset/exchange/rowsCsv.ts';
import { cutGroups, type Descriptors, growGroupTree } from '../src/dataset/groups/groupTree.ts';
import { errorRateAround } from '../src/dataset/groups/neighbourErrors.ts';
import { isDark } from '../src/dataset/slices/pictureProperties.ts';
import { quarterSlices, rankSlices, slicesByName } from '../src/dataset/slices/slices.ts';
import { readCsv } from '../src/lib/readCsv.ts';
import { chooseThreshold } from '../src/measure/classification/bestThreshold.ts';
import { logitOf, probabilityOf } from '../src/measure/classification/binaryAnswers.ts';
import { type ThresholdMetrics, thresholdMetrics } from '../src/measure/classification/binaryCounts.ts';
import { binaryStatistics } from '../src/measure/classification/binaryIntervals.ts';
import { bootstrapIntervals } from '../src/measure/classification/bootstrap.ts';
import { measureCalibration } from '../src/measure/classification/calibration.ts';
import type { Interval, Measured } from '../src/measure/classification/measured.ts';
import { precisionRecall } from '../src/measure/classification/precisionRecall.ts';
import { brierScore, logLoss } from '../src/measure/classification/probabilityErrors.ts';
import { countsAt, rankAnswers } from '../src/measure/classification/rankedAnswers.ts';
import { areaUnderRoc } from '../src/measure/classification/rocCurve.ts';
import type { Share } from '../src/measure/classification/share.ts';
import type { Mixture, SurveyedSet } from './measure-dataset-run.ts';

const seed = 1;

/** The largest difference to probabilities that were written down elsewhere: `id,label,p_dog`. */
export function compareWithOracle({ paths, probabilities }: SurveyedSet, csv: string): string {
  const [, ...lines] = readCsv(csv);
  const expected = new Map(lines.map(([id, , probability]) => [id, Number(probability)]));
  let worst = { path: '', difference: 0 };
  let compared = 0;
  paths.forEach((path, index) => {
    const probability = expected.get(path.replace(/^.*\//u, '').replace(/\.[^.]*$/u, ''));
    if (probability === undefined) return;
    compared += 1;
    const difference = Math.abs(probabilities[index]! - probability);
    if (difference > worst.difference) worst = { path, difference };
  });
  return `Compared with ${compared} probabilities: the largest difference is ${worst.difference.toFixed(5)} (${worst.path}); at most 0.02 is wanted.\n`;
}

/** Numbers, duplicates, slices and groups of a set. @param training hashes of the photos that the model was trained with */
export function reportSet(set: SurveyedSet, training: Uint8Array): string {
  const { logits, labels, classes, paths } = set;
  const answers = { logits, labels };
  const ranked = rankAnswers(answers);
  const metrics = thresholdMetrics(countsAt(ranked, 0));
  const intervals = bootstrapIntervals(labels, binaryStatistics(answers, 0), { seed });
  const calibration = measureCalibration(answers, seed);
  const wrong = labels.map((label, index) => Number(label !== Number(logits[index]! >= 0)));
  const { counts } = metrics;
  const lines = [
    `${counts.trueNegatives} ${classes[0]} right, ${counts.falsePositives} called ${classes[1]}; ` +
      `${counts.truePositives} ${classes[1]} right, ${counts.falseNegatives} called ${classes[0]}.`,
    '',
    '| number | value | 95% interval |',
    '| --- | --- | --- |',
    ...shareLines(metrics),
    numberLine('F1', metrics.f1, intervals.f1),
    numberLine('balanced accuracy', metrics.balancedAccuracy, intervals.balancedAccuracy),
    numberLine('AUC', areaUnderRoc(ranked), intervals.areaUnderRoc),
    numberLine('average precision', precisionRecall(ranked).averagePrecision, null),
    numberLine('Brier', brierScore(answers), intervals.brierScore),
    numberLine('log loss', logLoss(answers), intervals.logLoss),
    numberLine('calibration error', calibration.expectedError, null),
    `| the same of a calibrated model | ${calibration.nullError?.median.toFixed(4)} | up to ${calibration.nullError?.high.toFixed(4)} |`,
    '',
    '| p(dog) claimed | true | photos |',
    '| --- | --- | --- |',
    ...calibration.bins.map(
      (bin) => `| ${bin.claimed.toFixed(3)} | ${shareWords(bin.observed)} | ${bin.count} |`,
    ),
    '',
    ...thresholdLines(set),
    '',
    ...duplicateLines(set, training),
    '',
    ...sliceLines(set, wrong),
    '',
    ...mistakeLines(set, wrong),
    '',
    ...groupLines(set, wrong, paths),
  ];
  return lines.join('\n');
}

function shareLines({ accuracy, majorityShare, precision, recall, specificity }: ThresholdMetrics): string[] {
  const rows: readonly (readonly [string, Share])[] = [
    ['accuracy', accuracy],
    ['always the larger class', majorityShare],
    ['precision', precision],
    ['recall', recall],
    ['specificity', specificity],
  ];
  return rows.map(([name, share]) => `| ${name} | ${shareWords(share)} |`);
}

function shareWords(share: Share): string {
  if ('undefined' in share) return `– (${share.undefined}) |`;
  return `${(100 * share.value).toFixed(1)}% | ${(100 * share.low).toFixed(1)}–${(100 * share.high).toFixed(1)}%`;
}

function numberLine(name: string, value: Measured, interval: Interval | null): string {
  if (typeof value !== 'number') return `| ${name} | – (${value.undefined}) | |`;
  return `| ${name} | ${value.toFixed(4)} | ${interval ? `${interval.low.toFixed(4)}–${interval.high.toFixed(4)}` : ''} |`;
}

function thresholdLines({ logits, labels }: SurveyedSet): string[] {
  const criteria = [
    { name: 'F1', criterion: { kind: 'f1' } },
    { name: 'recall + specificity', criterion: { kind: 'balanced' } },
    { name: 'cost, a cat called dog as bad as 5 the other way', criterion: { kind: 'cost', ratio: 5 } },
  ] as const;
  return criteria.map(({ name, criterion }) => {
    const found = chooseThreshold({ logits, labels }, criterion, seed);
    if ('undefined' in found) return `Best threshold by ${name}: – (${found.undefined}).`;
    const { falsePositives, falseNegatives } = found.reported;
    return `Best threshold by ${name}, chosen on ${found.chosenOn} photos: p ≥ ${probabilityOf(found.threshold).toFixed(3)}; on the other ${found.reportedOn} it calls ${falsePositives} cats dogs and ${falseNegatives} dogs cats.`;
  });
}

function duplicateLines({ hashes, paths }: SurveyedSet, training: Uint8Array): string[] {
  const list = joinHashes(hashes);
  const pairs = drain(nearPairs(list));
  const groups = groupPairs(pairs);
  const seen = drain(nearInOther(list, readHashFile(training)));
  return [
    `Nearly the same as a photo that the model was trained with: ${seen.length} of ${paths.length}.`,
    `Near duplicates: ${pairs.length} pairs, ${groups.length} groups.`,
    ...groups.slice(0, 5).map((group) => `- ${group.map((index) => paths[index]).join(', ')}`),
  ];
}

function drain<Result>(steps: Generator<number, Result, void>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function sliceLines(set: SurveyedSet, wrong: readonly number[]): string[] {
  const { properties, classes, labels } = set;
  const numbers = (of: (index: number) => number) => properties.map((_, index) => of(index));
  const slices = [
    ...slicesByName(
      'label',
      labels.map((label) => classes[label] ?? null),
    ),
    ...slicesByName(
      'dark',
      properties.map((one) => (isDark(one) ? 'dark' : null)),
    ),
    ...slicesByName(
      'grey',
      properties.map(({ isGrey }) => (isGrey ? 'grey' : null)),
    ),
    ...quarterSlices(
      'brightness',
      numbers((index) => properties[index]!.brightness),
      {
        lowest: 'darkest quarter',
        highest: 'brightest quarter',
      },
    ),
    ...quarterSlices(
      'sharpness',
      numbers((index) => properties[index]!.sharpness),
      {
        lowest: 'most blurred quarter',
        highest: 'sharpest quarter',
      },
    ),
  ];
  return [
    '| slice | wrong | 95% interval | of | more than the rest by |',
    '| --- | --- | --- | --- | --- |',
    ...rankSlices(slices, wrong).map(
      ({ slice, errors, difference, low, high }) =>
        `| ${slice.title} | ${shareWords(errors)} | ${errors.trials} | ${points(difference)} (${points(low)} to ${points(high)}) |`,
    ),
  ];
}

function points(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${(100 * Math.abs(difference)).toFixed(1)}`;
}

function mistakeLines(
  { evidence, paths, classes, probabilities }: SurveyedSet,
  wrong: readonly number[],
): string[] {
  const sides = { supported: classes[1]!, opposed: classes[0]! };
  const mistakes = paths.map((_, index) => index).filter((index) => wrong[index] === 1);
  return mistakes.map(
    (index) =>
      `- ${paths[index]}: p(dog) ${probabilities[index]!.toFixed(3)}. ${describeEvidence(evidence[index]!, sides)}`,
  );
}

function groupLines(set: SurveyedSet, wrong: readonly number[], paths: readonly string[]): string[] {
  const { evidenceFeatures, featureCount, features, logits } = set;
  const bank = { dimension: featureCount, rows: features };
  return [0, 1].flatMap((answer) => {
    const mistakes = paths
      .map((_, index) => index)
      .filter((index) => wrong[index] === 1 && Number(logits[index]! >= 0) === answer);
    const rows = joinRows(
      mistakes.map((index) => evidenceFeatures[index]![answer === 1 ? 'for' : 'against']),
    );
    const tree = growGroupTree({ dimension: featureCount, rows }, seed);
    const name = `${mistakes.length} photos wrongly called ${set.classes[answer]}`;
    if ('undefined' in tree) return [`Groups of ${name}: – (${tree.undefined}).`];
    return [
      `Groups of ${name}:`,
      ...cutGroups(tree, tree.naturalCount).map(({ members, share }) => {
        const pictures = members.map((member) => mistakes[member]!);
        const around = errorRateAround(bank, wrong, pictures);
        const rate = 'undefined' in around ? '–' : `${around.hits} of the ${around.trials} nearest are wrong`;
        return `- ${members.length} (${(100 * share).toFixed(0)}%): ${pictures.map((index) => paths[index]).join(', ')}; ${rate}`;
      }),
    ];
  });
}

function joinRows(vectors: readonly Float32Array[]): Float32Array {
  const dimension = vectors[0]?.length ?? 1;
  const rows = new Float32Array(vectors.length * dimension);
  vectors.forEach((vector, index) => {
    rows.set(vector, index * dimension);
  });
  return rows;
}

/** How pure groups of clean cats, cats with a ball and cats behind bars are, by what and by where. */
export function reportMixture({ set, kinds }: Mixture): string {
  const { evidence, evidenceFeatures, featureCount, logits } = set;
  const called = [0, 1, 2].map((kind) => {
    const own = logits.filter((_, index) => kinds[index] === kind);
    return `${own.filter((logit) => logit >= 0).length} of ${own.length}`;
  });
  const byWhat = joinRows(evidenceFeatures.map((both) => both.for));
  const byMap = joinRows(evidence.map(({ cells }) => cells.map((value) => Math.max(0, value))));
  const crateChanges = kinds.flatMap((kind, index) =>
    kind === 2 ? [changeByPlace(evidence[index - 2]!, evidence[index]!)] : [],
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    `Called dogs: ${called[0]} clean cats, ${called[1]} with a ball, ${called[2]} behind bars.`,
    `The bars change the logit by ${mean(crateChanges.map(({ total }) => total)).toFixed(2)} on average: ` +
      `${mean(crateChanges.map(({ supporting }) => supporting)).toFixed(2)} added for dog, ` +
      `${mean(crateChanges.map(({ opposing }) => -opposing)).toFixed(2)} taken from cat.`,
    `Clean cats have ${mean(evidence.filter((_, index) => kinds[index] === 0).map(({ cells }) => sumEvidence(cells).opposing)).toFixed(2)} for cat.`,
    '',
    '| grouped by | purity of 3 groups | of 6 |',
    '| --- | --- | --- |',
    ...(
      [
        ['what the evidence for dog is made of', { dimension: featureCount, rows: byWhat }],
        ['where it is (the map)', { dimension: evidence[0]!.cells.length, rows: byMap }],
      ] as const
    ).map(
      ([name, descriptors]) =>
        `| ${name} | ${purity(descriptors, kinds, 3)} | ${purity(descriptors, kinds, 6)} |`,
    ),
  ].join('\n');
}

/** The share of photos that are of their group's most frequent kind. */
function purity(descriptors: Descriptors, kinds: readonly number[], groupCount: number): string {
  const tree = growGroupTree(descriptors, seed);
  if ('undefined' in tree) return tree.undefined;
  const largest = cutGroups(tree, groupCount).map(({ members }) =>
    Math.max(...[0, 1, 2].map((kind) => members.filter((member) => kinds[member] === kind).length)),
  );
  return (largest.reduce((sum, count) => sum + count, 0) / kinds.length).toFixed(3);
}

/** The set as the page exports it. */
export function rowsFile({ paths, labels, logits, probabilities, classes, properties }: SurveyedSet): string {
  return rowsCsv(
    paths.map((path, index) => ({
      path,
      split: null,
      label: classes[labels[index]!] ?? null,
      correctedLabel: null,
      answer: classes[Number(logits[index]! >= logitOf(0.5))] ?? null,
      probabilities: [1 - probabilities[index]!, probabilities[index]!],
      logits: [logits[index]!],
      isExcluded: false,
      tags: properties[index]?.isGrey ? ['grey'] : [],
      note: '',
      groups: [],
      width: null,
      height: null,
      problem: null,
    })),
    classes,
  );
}
