import { expect, test } from 'vitest';
import { smallBank, smallDimension } from '../../test/smallWorkshop.ts';
import { zeroHead } from '../train/head/newHead.ts';
import { bankPool } from '../train/training/trainingPool.ts';
import { connectTrainer } from './connectTrainer.ts';
import { createTrainer } from './createTrainer.ts';

const params = {
  pool: bankPool(smallBank()),
  settings: { dose: 0.5, seed: 1, reference: zeroHead(1, smallDimension) },
};

test('a worker trains the same head to the last bit, and tells every iteration', async () => {
  const { trainer, close } = connectTrainer();
  const iterations: number[] = [];
  const trained = await trainer.train(params, { onEvent: ({ iteration }) => iterations.push(iteration) });
  close();
  const here = await createTrainer().train(params);
  expect(trained.head).toEqual(here.head);
  expect(trained.logits).toEqual(here.logits);
  expect(iterations).toEqual(Array.from({ length: trained.iterations + 1 }, (_, iteration) => iteration));
});

test('a worker can be told to stop, and trains again afterwards', async () => {
  const { trainer, close } = connectTrainer();
  const controller = new AbortController();
  const stopped = trainer.train(params, { signal: controller.signal, onEvent: () => controller.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  await expect(trainer.train(params)).resolves.toMatchObject({ hasConverged: true });
  close();
});
