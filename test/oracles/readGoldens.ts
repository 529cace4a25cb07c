/** Reference maps of the methods that have one map for the network or for one layer: see README.md beside this file. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const methodSchema = v.picklist(['fullGrad', 'scoreCam', 'ablationCam']);
const schema = v.object({
  goldens: v.array(
    v.object({
      picture: v.string(),
      target: v.picklist(['cat', 'dog']),
      method: methodSchema,
      layer: v.optional(v.string()),
      height: v.number(),
      width: v.number(),
      offset: v.number(),
    }),
  ),
});

export interface Golden {
  /** Id of the picture among the oracles, e.g. `cat-portrait`. */
  readonly picture: string;
  readonly target: 'cat' | 'dog';
  readonly method: v.InferOutput<typeof methodSchema>;
  /** Name of the layer that is explained; null where the map is the whole network's. */
  readonly layer: string | null;
  /** Raw map, height × width, row-major. */
  readonly map: Float32Array;
}

export function readGoldens(): readonly Golden[] {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url));
  const { goldens } = v.parse(schema, JSON.parse(read('goldens.json').toString()));
  const bytes = read('goldens.f32');
  return goldens.map(({ picture, target, method, layer, height, width, offset }) => ({
    picture,
    target,
    method,
    layer: layer ?? null,
    map: Float32Array.from({ length: height * width }, (_, cell) => bytes.readFloatLE((offset + cell) * 4)),
  }));
}
