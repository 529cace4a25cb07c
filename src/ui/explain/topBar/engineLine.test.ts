import { expect, test } from 'vitest';
import { fakeEngineInfo } from '../../../../test/fakeModel.ts';
import { engineLine } from './engineLine.ts';

test('a running engine is named with its model, backend and place', () => {
  expect(engineLine({ phase: 'ready', info: fakeEngineInfo('wasm') })).toBe(
    'cats vs dogs · wasm · on this computer',
  );
  expect(engineLine({ phase: 'ready', info: fakeEngineInfo('webgpu') })).toBe(
    'cats vs dogs · webgpu · on this computer’s GPU',
  );
});
