import type { EmptyReason, Sign } from '../../../cam/map/display.ts';
import { describeMap } from '../../../cam/words/describeMap.ts';
import type { DisplayMap } from './displayMap.ts';

/** A {@link DisplayMap} before it is coloured, so that new colours keep the grid. */
export type UncolouredMap = Omit<DisplayMap, 'colours'>;

/** Adds the words and the peak, which are worked out when they are first read. */
export function uncolouredMap(
  parts: Omit<UncolouredMap, 'description' | 'peakCell' | 'empty'> & {
    readonly sign: Sign;
    readonly empty: EmptyReason | null;
  },
): UncolouredMap {
  const { sign, ...map } = parts;
  let described: ReturnType<typeof describeMap> | null = null;
  const words = () => {
    described ??= describeMap(map.grid, sign, map.empty);
    return described;
  };
  // Only what is looked at is described: the filmstrip alone asks for all layers.
  return {
    ...map,
    get peakCell() {
      return words().peak?.cell ?? null;
    },
    get description() {
      return words().sentence;
    },
  };
}
