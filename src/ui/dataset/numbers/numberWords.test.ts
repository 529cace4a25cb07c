import { describe, expect, test } from 'vitest';
import { shareOf } from '../../../measure/classification/share.ts';
import { measuredWords, shareWords, tooFewWords } from './numberWords.ts';

const names = { positive: 'dog', negative: 'cat' };

describe('a share in words', () => {
  test('has its counts and its interval', () => {
    // Wilson for 8 of 10: 0.4902 to 0.9433.
    expect(shareWords(shareOf(8, 10, 'noPictures'), names)).toBe(
      '80.0\u00a0% (8 of 10), 95% interval 49.0–94.3\u00a0%',
    );
  });

  test('says why it is undefined, with the name of the class', () => {
    expect(shareWords(shareOf(0, 0, 'nothingCalledPositive'), names)).toBe(
      'undefined, because no picture was called dog',
    );
  });
});

describe('another number in words', () => {
  test('stands alone until its interval was computed', () => {
    expect(measuredWords(0.12345, null, names, false)).toBe('0.123');
    expect(measuredWords(0.9, { low: 0.85, high: 0.94 }, names, true)).toBe(
      '90.0\u00a0%, 95% interval 85.0–94.0\u00a0%',
    );
  });

  test('says why it is undefined', () => {
    expect(measuredWords({ undefined: 'oneClass' }, null, names, false)).toBe(
      'undefined, because all pictures have the same label',
    );
  });
});

describe('too few pictures', () => {
  test('are said of each class that has under twenty', () => {
    expect(tooFewWords([19, 20], ['cat', 'dog'])).toContain('(cat: 19)');
    expect(tooFewWords([20, 20], ['cat', 'dog'])).toBeNull();
  });
});
