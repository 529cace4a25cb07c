/** The few statistics of the report. */

/**
 * @param {readonly number[]} values At least one.
 * @param {number} share 0–1; the nearest rank is taken, nothing is interpolated.
 * @returns {number}
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

/**
 * @param {readonly number[]} values At least one.
 * @returns {number} The upper one of the two middle values where there are two.
 */
export const median = (values) => quantile(values, 0.5);
