import type { Crate } from '../../image/alter/crate.ts';
import { encodeCrate } from '../../state/explain/view/crateCode.ts';
import type { View } from '../../state/explain/view/view.ts';

/** A sample with something done to it that is worth a look. */
export interface Story {
  readonly title: string;
  readonly sample: string;
  readonly crate: Crate;
  /** Where it begins. */
  readonly layer: string;
}

/** Nine light grey bars each way. */
export const nineBars: Crate = {
  bars: 9,
  thickness: 0.2,
  colour: '#d0d0d0',
  angle: 0,
  offset: 0,
  direction: 'both',
};

/**
 * The model takes the cat for a dog. It begins at one of the first layers, half of whose heat lies on the bars, which
 * cover 36 % of the picture; of the average's heat 37 % lies there.
 */
export const catBehindBars: Story = {
  title: 'The cat behind bars',
  sample: 'cat-portrait',
  crate: nineBars,
  layer: 'expanded_conv_depthwise',
};

/** Whether a view shows the story: its picture behind its crate, whatever else was chosen. */
export function tellsStory({ sample, crate }: Pick<View, 'sample' | 'crate'>, story: Story): boolean {
  return sample === story.sample && encodeCrate(crate) === encodeCrate(story.crate);
}
