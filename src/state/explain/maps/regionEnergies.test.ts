import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { defaultMask } from '../view/maskView.ts';

// The photo is 400 × 300 pixels.
const whole = { x: 0, y: 0, width: 400, height: 300 };
const corner = { x: 0, y: 0, width: 150, height: 75 };

async function startedApp() {
  const { app } = createTestApp({});
  await settle();
  return app;
}

test('nothing is said of a region that is neither shown nor painted', async () => {
  const app = await startedApp();
  expect(app.region()).not.toBeNull();
  expect(app.regionEnergies()).toBeNull();
});

test('a region that is everything holds everything, and the same question gives the same object', async () => {
  const app = await startedApp();
  app.actions.setView({ mask: { ...defaultMask, shows: 'cutout', threshold: 0 } });
  const { area, energies } = app.regionEnergies()!;
  expect(area).toBe(1);
  expect(energies).toHaveLength(app.maps.layers().length);
  const present = [...energies].filter((energy) => !Number.isNaN(energy));
  expect(present.length).toBeGreaterThan(0);
  for (const energy of present) expect(energy).toBeCloseTo(1, 5);
  expect(app.regionEnergies()?.energies).toBe(energies);
  app.actions.setView({ sign: 'negative' });
  expect(app.regionEnergies()?.energies).not.toBe(energies);
});

test('a painted rectangle holds what a box in its place holds', async () => {
  const app = await startedApp();
  app.actions.addStroke({ adds: false, shape: { kind: 'rectangle', area: whole } });
  app.actions.addStroke({ adds: true, shape: { kind: 'rectangle', area: corner } });
  app.actions.setBox(corner);
  const box = app.maps.box()!;
  const { area, energies } = app.regionEnergies()!;
  expect(area).toBeCloseTo(box.area, 6);
  expect([...energies]).toEqual([...box.energies!]);
});
