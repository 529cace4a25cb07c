import type { Crate } from '../image/alter/crate.ts';

/** A sample with something done to it that is worth a look. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly sample: string;
  readonly crate: Crate;
}

/** Nine light grey bars each way: the model takes the cat behind them for a dog. */
const nineBars: Crate = {
  bars: 9,
  thickness: 0.2,
  colour: '#d0d0d0',
  angle: 0,
  offset: 0,
  direction: 'both',
};

export const catBehindBars: Story = {
  id: 'cat-behind-bars',
  title: 'The cat behind bars',
  sample: 'cat-portrait',
  crate: nineBars,
};
