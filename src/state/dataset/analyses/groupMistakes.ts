/** Groups of pictures by what their evidence is made of: pure trees of src/dataset, over rows and the engine. */

import { featuresOf } from '../../../dataset/features/featureBank.ts';
import {
  cutGroups,
  type GroupTree,
  growGroupTree,
  type PictureGroup,
} from '../../../dataset/groups/groupTree.ts';
import { errorRateAround } from '../../../dataset/groups/neighbourErrors.ts';
import type { ModelInfo } from '../../../engine/api.ts';
import { Failure } from '../../../lib/failure.ts';
import { decodeHalfFloats } from '../../../lib/halfFloats.ts';
import type { DataSetFile } from '../listedFile.ts';
import { answerOf, type SetRows } from '../rows/rows.ts';
import { runSurvey } from '../run/runSurvey.ts';
import type { DataSetServices } from '../services.ts';

export interface MistakeGroups {
  readonly tree: GroupTree;
  /** A good number of groups to begin with; 2 to the number of pictures can be asked for. */
  readonly naturalCount: number;
  /** The largest first. `members` and `typical` are pictures of the set. */
  cut(groupCount: number): readonly PictureGroup[];
}

export interface GroupingJob {
  readonly rows: SetRows;
  readonly files: readonly DataSetFile[];
  readonly model: ModelInfo;
  /** Answered pictures, such as a cell of the matrix. */
  readonly pictures: readonly number[];
  readonly threshold: number;
  readonly signal: AbortSignal;
}

const seed = 1;

/**
 * Groups pictures by the evidence for the answer they got. Descriptors that the run did not keep are asked for: one more
 * forward pass for each. Where the model's evidence does not add up, pooled features take their place.
 *
 * @returns undefined below six pictures.
 * @throws Failure `cancelled`, and what `runSurvey` throws.
 */
export async function groupMistakes(
  job: GroupingJob,
  services: DataSetServices,
): Promise<MistakeGroups | { readonly undefined: 'tooFewPictures' }> {
  const { rows, pictures, threshold } = job;
  if (rows.evidenceWidth > 0) await fetchDescriptors(job, services);
  const described = pictures.filter((picture) => answerOf(rows, picture, threshold) >= 0);
  const dimension = rows.features.dimension;
  const descriptors = new Float32Array(described.length * dimension);
  described.forEach((picture, place) => {
    descriptors.set(descriptorOf(rows, picture, threshold), place * dimension);
  });
  const tree = growGroupTree({ dimension, rows: descriptors }, seed);
  if ('undefined' in tree) return tree;
  const named = (places: readonly number[]) => places.map((place) => described[place]!);
  return {
    tree,
    naturalCount: tree.naturalCount,
    cut: (groupCount) =>
      cutGroups(tree, groupCount).map(({ members, typical, ...group }) => ({
        ...group,
        members: named(members),
        typical: named(typical),
      })),
  };
}

/**
 * How often the model is wrong on the 50 labelled pictures that are most like a group.
 *
 * @param labels effective ones; −1 does not count.
 */
export function errorRateNear(
  rows: SetRows,
  labels: Int32Array,
  threshold: number,
  members: readonly number[],
) {
  const wrong = Int8Array.from(labels, (label, picture) => {
    const answer = answerOf(rows, picture, threshold);
    return label < 0 || answer < 0 ? -1 : Number(answer !== label);
  });
  return errorRateAround(rows.features, wrong, members);
}

function descriptorOf(rows: SetRows, picture: number, threshold: number): Float32Array {
  const kept = rows.evidenceFeatures.get(picture);
  if (!kept) return featuresOf(rows.features, picture);
  const isAgainst = rows.logitCount === 1 && answerOf(rows, picture, threshold) === 0;
  return decodeHalfFloats(isAgainst ? kept.against : kept.for);
}

async function fetchDescriptors(
  { rows, files, model, pictures, signal }: GroupingJob,
  services: DataSetServices,
): Promise<void> {
  if (model.id !== rows.modelId) throw new Failure('internal', 'another model than the rows are of');
  const waiting = pictures.filter((picture) => !rows.evidenceFeatures.has(picture));
  await runSurvey(
    {
      model,
      files,
      waiting,
      want: { evidenceFeatures: true },
      signal,
      onAnswered(index, _picture, { evidenceFeatures }) {
        if (evidenceFeatures) rows.evidenceFeatures.set(index, evidenceFeatures);
      },
      // A file that has gone meanwhile is described by its pooled features.
      onUnreadable: () => undefined,
    },
    services,
  );
}
