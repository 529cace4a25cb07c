/**
 * A smooth convex function of a head's parameters. It returns its value and adds its gradient to `gradient`.
 * Parameters are units × dimension weights, then the units' biases.
 */
export type Objective = (parameters: Float64Array, gradient: Float64Array) => number;

/** The sum of objectives. */
export function sumOf(terms: readonly Objective[]): Objective {
  return (parameters, gradient) => terms.reduce((sum, term) => sum + term(parameters, gradient), 0);
}
