/** Display choices: how a raw map becomes a picture. docs/mathematics.md "From map to picture". */

/** positive = relu(map); negative = relu(−map); signed = the map itself on a diverging scale. */
export type Sign = 'positive' | 'negative' | 'signed';

/** Which values share one colour scale: this layer's own, or all layers of the run. */
export type Scale = 'layer' | 'run';

export type ColourMapId = 'turbo' | 'viridis' | 'magma' | 'cividis' | 'jet';

/** A closed interval of raw map values, printed by the legend. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** Why a map has nothing to show. */
export type EmptyReason =
  /** All values have the sign that is not displayed. */
  | 'oppositeSign'
  /** All values are equal (usually zero): no gradient reaches this layer, or it is not active. */
  | 'flat'
  /** Some number is not finite. */
  | 'notFinite';
