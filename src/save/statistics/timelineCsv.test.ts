import { expect, test } from 'vitest';
import { timelineCsv } from './timelineCsv.ts';

test('a timeline is a table with one line for each frame', () => {
  const points = [
    { timeSeconds: 0, probabilities: [0.75, 0.25], classIndex: 0 },
    { timeSeconds: 1 / 3, probabilities: [0.125, 0.875], classIndex: 1 },
  ];
  expect(
    timelineCsv({ title: '=clip, 1.mp4', durationSeconds: 1, stepSeconds: 1 / 3, points }, 'cats', [
      'cat',
      'dog',
    ]),
  ).toBe(
    '\ufeffvideo,model,time_s,predicted,p_cat,p_dog\r\n' +
      '"\'=clip, 1.mp4",cats,0,cat,0.75,0.25\r\n' +
      '"\'=clip, 1.mp4",cats,0.333,dog,0.125,0.875\r\n',
  );
});
