import { expect, test } from 'vitest';
import { cardPath, createNodeEngine } from '../../../test/nodeEngine.ts';
import { readOracles } from '../../../test/oracles/readOracles.ts';
import { placeBehindCrate } from '../../image/alter/crate.ts';
import { catBehindBars } from './stories.ts';

test('the model takes the cat for a dog behind the bars of the story, and only there', async () => {
  const engine = createNodeEngine();
  await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const picture = readOracles().pictures.find(({ id }) => id === catBehindBars.sample);
  if (!picture) throw new Error('no such sample');
  const inputs = [picture.input, placeBehindCrate(picture.input, catBehindBars.crate)];
  const { predictions } = await engine.predict({ inputs });
  const [without, behind] = predictions.map(({ probabilities }) => probabilities[1]!);
  expect(without).toBeLessThan(0.01);
  expect(behind).toBeGreaterThan(0.99);
  // What the program says in words.
  expect(without?.toFixed(3)).toBe('0.007');
  expect(behind?.toFixed(3)).toBe('0.996');
});
