/** What a person said of pictures, as a file that can be read back. */
import * as v from 'valibot';
import { Failure } from '../../lib/failure.ts';

/** What was said of one picture; what was not said is missing. */
export interface PictureEdit {
  /** A label of the model, or null for "none". */
  readonly label?: string | null;
  readonly isExcluded?: boolean;
  readonly tags?: readonly string[];
  readonly note?: string;
}

export interface TagsFile {
  /** Name of the set. */
  readonly name: string;
  /** By path. */
  readonly edits: ReadonlyMap<string, PictureEdit>;
}

const format = 'stratacam-tags';
const version = 1;

const schema = v.object({
  format: v.literal(format),
  version: v.number(),
  name: v.string(),
  pictures: v.array(
    v.object({
      path: v.string(),
      label: v.optional(v.nullable(v.string())),
      excluded: v.optional(v.boolean()),
      tags: v.optional(v.array(v.string())),
      note: v.optional(v.string()),
    }),
  ),
});

/** As JSON, pictures in the order of their paths; pictures of which nothing was said are left out. */
export function writeTags({ name, edits }: TagsFile): string {
  const pictures = [...edits]
    .filter(([, edit]) => Object.keys(edit).length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { label, isExcluded, tags, note }]) => ({
      path,
      ...(label !== undefined && { label }),
      ...(isExcluded !== undefined && { excluded: isExcluded }),
      ...(tags !== undefined && { tags }),
      ...(note !== undefined && { note }),
    }));
  return `${JSON.stringify({ format, version, name, pictures }, null, 2)}\n`;
}

/** @throws Failure savedFileInvalid, with `newer: true` for a file of a version that is not known here. */
export function readTags(text: string): TagsFile {
  const parsed = v.safeParse(schema, parseJson(text));
  if (!parsed.success) {
    throw new Failure('savedFileInvalid', `no tags: ${parsed.issues[0].message}`);
  }
  const { name, pictures, version: found } = parsed.output;
  if (found > version) throw new Failure('savedFileInvalid', `tags of version ${found}`, { newer: true });
  return {
    name,
    edits: new Map(
      pictures.map(({ path, label, excluded, tags, note }): [string, PictureEdit] => [
        path,
        {
          ...(label !== undefined && { label }),
          ...(excluded !== undefined && { isExcluded: excluded }),
          ...(tags !== undefined && { tags }),
          ...(note !== undefined && { note }),
        },
      ]),
    ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Failure('savedFileInvalid', 'no JSON', {}, { cause: thrown });
  }
}
