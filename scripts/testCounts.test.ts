import { expect, test } from 'vitest';
import { countPlaywright, countVitest, noTests, sumCounts, wordCounts } from './testCounts.mjs';

test('tests of both runners add up, and a flaky one is a failed one', () => {
  const vitest = countVitest({ numPassedTests: 40, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 });
  const playwright = countPlaywright({ stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 4 } });
  expect(wordCounts([vitest, playwright].reduce(sumCounts, noTests))).toBe('45 passed, 4 failed, 9 skipped');
});

test('skipped tests are only named when there are any', () => {
  expect(wordCounts({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
});
