import { type ExportContext, exportKind } from '../exportKind.ts';
import { mapArrays } from '../npz/mapArrays.ts';
import { type NamedArray, writeNpz } from '../npz/npz.ts';
import { requireRecipe } from '../requireRecipe.ts';

/** Every map as numbers, for NumPy. */
export const mapsKind = exportKind({
  id: 'maps',
  title: 'Raw maps',
  about: 'The maps of all layers as numbers, for Python: numpy.load opens the file.',
  options: () => ({}),
  describe(context) {
    const arrays = arraysOf(context);
    const count = arrays.reduce((sum, { data }) => sum + data.length, 0);
    return `NPZ, ${arrays.length} arrays of float32, about ${((4 * count) / 1e6).toFixed(1)} MB`;
  },
  preview(context) {
    const lines = arraysOf(context).map(({ name, shape }) => `${name}  ${shape.join(' × ')}`);
    return { type: 'text', text: [...lines, 'recipe.json'].join('\n') };
  },
  async run(context, _values, { signal }) {
    const arrays = arraysOf(context);
    const recipe = await requireRecipe(context.app);
    signal.throwIfAborted();
    const blob = new Blob([writeNpz(arrays, recipe)], { type: 'application/octet-stream' });
    return { blob, extension: 'npz', part: 'maps' };
  },
});

function arraysOf({ app: { maps } }: ExportContext): readonly NamedArray[] {
  const raw = maps.raw();
  return raw === null ? [] : mapArrays(raw, maps.stage('average'));
}
