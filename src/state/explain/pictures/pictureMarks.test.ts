import { expect, test } from 'vitest';
import { createTestApp, droppedPicture, settle } from '../../../../test/createTestApp.ts';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { decodeLink, encodeLink } from '../address/link.ts';
import { defaultView } from '../view/view.ts';
import { type Marks, noMarks } from './marks.ts';

const cat = 'sample:cat-portrait';
const box = { x: 3, y: 1, width: 10, height: 5 };

/** From the left to the right, trembling by less than the brush would show. */
const stroke: Stroke = {
  adds: true,
  shape: {
    kind: 'line',
    radius: 2,
    points: Array.from({ length: 15 }, (_, index) => ({ x: index, y: 6 + (index % 2) * 0.1 })),
  },
};

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const state = () => testApp.app.store.getState();
  const sizeOf = (pictureId: string) => {
    const status = state().pictures.find(({ id }) => id === pictureId)?.status;
    return status?.phase === 'ready' ? status : null;
  };
  return { ...testApp, state, sizeOf };
}

/** What a link says of the marks of somebody else's page. */
async function linkedMarks(): Promise<Marks> {
  const { app } = await startedApp();
  app.actions.setBox(box);
  app.actions.addStroke(stroke);
  return decodeLink(encodeLink(defaultView, null, app.marksOf(cat))).marks;
}

test('a box and strokes go through a link and are drawn when the picture has been read', async () => {
  const marks = await linkedMarks();
  const { app, state, sizeOf } = await startedApp({ dependencies: { initialMarks: marks } });
  expect(state().boxes).toEqual({ [cat]: box });
  const [drawn] = state().strokes[cat]!;
  if (drawn?.shape.kind !== 'line') throw new Error('no line came back');
  // The trembling is gone, the ends stand.
  expect(drawn.shape.points).toHaveLength(2);
  const { width } = sizeOf(cat)!;
  expect(drawn.shape.points[1]!.x).toBeCloseTo(14, 1);
  expect(Math.abs(drawn.shape.radius - 2)).toBeLessThan(width / 4000 + 1e-9);
  // What came in a link goes on as it is, and a link undoes nothing.
  expect(encodeLink(defaultView, null, app.marksOf(cat))).toBe(encodeLink(defaultView, null, marks));
  app.actions.undo();
  expect(state().boxes).toEqual({ [cat]: box });
});

test('the marks of a picture that is still being read are not lost, and asking twice gives the same object', async () => {
  const marks = await linkedMarks();
  const { app } = createTestApp({ dependencies: { initialMarks: marks } });
  expect(app.marksOf(cat)).toEqual(marks);
  await settle();
  expect(app.marksOf(cat)).toBe(app.marksOf(cat));
  expect(app.marksOf('sample:dog-shepherd')).toBe(noMarks);
});

test('marks are drawn on no other picture than the one they were made on', async () => {
  const initialMarks = await linkedMarks();
  const own = { ...defaultView, sample: null };
  const missing = await startedApp({ dependencies: { initialMarks, initialView: own } });
  expect(missing.state().boxes).toEqual({});
  const unknown = { ...defaultView, sample: 'no-such-sample' };
  const replaced = await startedApp({ dependencies: { initialMarks, initialView: unknown } });
  expect(replaced.state().boxes).toEqual({});
  const copied = await startedApp({
    dependencies: { initialMarks, initialView: own, initialCopy: new Uint8Array([200]) },
  });
  expect(Object.keys(copied.state().boxes)).toEqual(['picture:1']);
});

test('back and forward replace nothing that was drawn; a link from elsewhere does, undoably', async () => {
  const marks = await linkedMarks();
  const { app, state } = await startedApp();
  const mine = { x: 0, y: 0, width: 2, height: 2 };
  app.actions.setBox(mine);
  const link = { view: defaultView, marks, copy: null };
  app.services.restoreLink(link, cat);
  expect(state().boxes[cat]).toEqual(mine);
  expect(state().strokes[cat]).toHaveLength(1);
  app.actions.clearStrokes();
  app.services.restoreLink(link, null);
  expect(state().boxes[cat]).toEqual(box);
  app.actions.undo();
  expect(state().boxes[cat]).toEqual(mine);
  expect(state().strokes).toEqual({});
});

test('an own picture that is still in the tray gets the marks of its step back', async () => {
  const marks = await linkedMarks();
  const { app, state } = await startedApp();
  app.actions.addPictures([droppedPicture('dog.png', 200)]);
  await settle();
  app.services.restoreLink({ view: { ...defaultView, sample: null }, marks, copy: null }, 'picture:1');
  expect(Object.keys(state().boxes)).toEqual(['picture:1']);
});
