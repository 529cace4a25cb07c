import { expect, test } from 'vitest';
import { choiceOption, rangeOption, readValues, switchOption } from './options.ts';

const options = {
  size: choiceOption<'small' | 'large'>({
    label: 'Size',
    initial: 'large',
    choices: [
      { value: 'small', label: 'Small' },
      { value: 'large', label: 'Large' },
    ],
  }),
  captioned: switchOption('Caption', true),
  speed: rangeOption({ label: 'Speed', min: 1, max: 24, step: 1, initial: 12, format: String }),
};

test('what was chosen before is chosen again', () => {
  const stored = { size: 'small', captioned: false, speed: 3, forgotten: 'x' };
  expect(readValues(options, stored)).toEqual({ size: 'small', captioned: false, speed: 3 });
});

test('what is not offered now falls back to the initial value, or to the first that is', () => {
  expect(readValues(options, { size: 'huge', captioned: 1, speed: Number.NaN })).toEqual({
    size: 'large',
    captioned: true,
    speed: 12,
  });
  const only = { ...options, size: { ...options.size, choices: options.size.choices.slice(0, 1) } };
  expect(readValues(only, {}).size).toBe('small');
  expect(readValues(options, { speed: 100 }).speed).toBe(24);
});
