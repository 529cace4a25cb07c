import * as v from 'valibot';
import { Failure } from '../../lib/failure.ts';
import type { TrainingRecipe } from './recipe.ts';
import type { ModelVersion } from './version.ts';

const format = 'stratacam-training';

/** Beyond these a text is no recipe. */
const longestRecipe = 16 * 1024 * 1024;
const mostPictures = 20_000;
const mostClasses = 100_000;
const mostCells = 4096;

const text = v.pipe(v.string(), v.maxLength(500));
const name = v.pipe(text, v.trim(), v.nonEmpty('must not be empty'));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'));
const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const strength = v.pipe(finite, v.minValue(0), v.maxValue(1e9));
const classIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostClasses));

const recipe = v.object({
  modelHash: name,
  bankHash: v.nullable(digest),
  base: v.picklist(['zero', 'shipped']),
  dose: share,
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  strength: v.pipe(strength, v.gtValue(0, 'must be above 0')),
  isBalanced: v.boolean(),
  isCalibrated: v.boolean(),
  pictures: v.pipe(
    v.array(
      v.object({
        sha256: digest,
        classIndex,
        set: v.picklist(['original', 'supplement']),
        alterations: v.pipe(v.array(text), v.maxLength(20)),
      }),
    ),
    v.maxLength(mostPictures),
  ),
  penalty: v.nullable(
    v.object({
      kind: v.picklist(['evidence', 'twins']),
      penalised: v.picklist(['any', 'wrongClass']),
      strength,
      painted: v.pipe(
        v.array(
          v.object({ sha256: digest, classIndex, shares: v.pipe(v.array(share), v.maxLength(mostCells)) }),
        ),
        v.maxLength(mostPictures),
      ),
    }),
  ),
});

const fileSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  application: name,
  name,
  weightsHash: digest,
  recipe,
});

/** What a recipe on its own tells of a version. */
export interface SavedRecipe {
  readonly name: string;
  /** Of the weights that it made: another machine's may differ in a last bit. */
  readonly weightsHash: string;
  readonly recipe: TrainingRecipe;
}

/**
 * A version's recipe as the text of a file.
 *
 * @param application name and version of the program
 */
export function writeRecipe(
  {
    name,
    weightsHash,
    recipe,
  }: Pick<ModelVersion, 'name' | 'weightsHash'> & {
    readonly recipe: TrainingRecipe;
  },
  application: string,
): string {
  return `${JSON.stringify({ format, version: 1, application, name, weightsHash, recipe }, null, 2)}\n`;
}

/** Whether a text claims to be such a recipe, so that what is wrong with it should be told. */
export function looksLikeTrainingRecipe(content: string): boolean {
  return content.length <= longestRecipe && content.slice(0, 200).includes(`"${format}"`);
}

/** @throws Failure `savedFileInvalid` whose `details.reason` names the first field that is wrong */
export function readRecipe(content: string): SavedRecipe {
  if (content.length > longestRecipe) throw invalid('It is too long for a recipe');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (thrown) {
    throw invalid('It was cut off or changed', thrown);
  }
  const result = v.safeParse(fileSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw invalid(`In its recipe, ${v.getDotPath(issue) ?? 'the whole'} is wrong: ${issue.message}`);
  }
  const { name: title, weightsHash, recipe: found } = result.output;
  return { name: title, weightsHash, recipe: found };
}

function invalid(reason: string, cause?: unknown): Failure {
  return new Failure('savedFileInvalid', reason, { reason }, { cause });
}
