import * as v from 'valibot';
import { Failure } from '../../lib/failure.ts';
import type { ModelCard } from './card.ts';

/** Beyond these a card is taken for damaged or hostile rather than for a model one could run in a page. */
const maxFileBytes = 1024 ** 3;
const maxInputSide = 4096;
const maxRunBytes = 2 * 1024 ** 3;
const maxLabels = 100_000;
const maxFiles = 1000;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(500));

const fileName = v.pipe(
  v.string(),
  v.regex(/^[\w.-]+$/, 'must be a plain file name'),
  v.check((name) => name !== '.' && name !== '..', 'must be a plain file name'),
);

const inputSide = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxInputSide));

const finite = v.pipe(v.number(), v.finite());

const cardSchema = v.pipe(
  v.object({
    name: text,
    title: text,
    licence: text,
    labels: v.pipe(v.array(text), v.minLength(2, 'needs at least two labels'), v.maxLength(maxLabels)),
    output: v.picklist(['sigmoid', 'softmax', 'logits']),
    input: v.object({
      width: inputSide,
      height: inputSide,
      range: v.pipe(
        v.tuple([finite, finite]),
        v.check(([low, high]) => low < high, 'must rise from the lower to the upper end'),
      ),
      fit: v.picklist(['stretch', 'centreCrop']),
      resample: v.literal('pillow-bilinear'),
    }),
    runBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxRunBytes))),
    files: v.pipe(
      v.array(
        v.object({
          path: fileName,
          sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxFileBytes)),
          sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')),
        }),
      ),
      v.minLength(2, 'needs model.json and at least one weight shard'),
      v.maxLength(maxFiles),
      v.check((files) => files[0]?.path.endsWith('.json') ?? false, 'must start with the model’s .json'),
      v.check((files) => new Set(files.map((file) => file.path)).size === files.length, 'names a file twice'),
    ),
  }),
  v.forward(
    v.check(
      ({ labels, output }) => output !== 'sigmoid' || labels.length === 2,
      'must be two for a single sigmoid output',
    ),
    ['labels'],
  ),
);

/**
 * Checks a model's `card.json` and returns it typed; keys it does not know are left out.
 *
 * @param json the parsed JSON, of any shape.
 * @throws Failure `modelInvalid` whose message and `details.field` name the first field that is wrong.
 */
export function parseModelCard(json: unknown): ModelCard {
  const result = v.safeParse(cardSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'card';
  const reason = `In its card, ${field} is wrong: ${issue.message}`;
  throw new Failure('modelInvalid', reason, { field, reason });
}
