import 'react';

/** Custom properties that components hand to their style sheets. */
declare module 'react' {
  interface CSSProperties {
    readonly '--filled'?: number;
    readonly '--share'?: number;
    readonly '--start'?: number;
    readonly '--span'?: number;
    readonly '--low'?: number;
    readonly '--high'?: number;
    readonly '--mark'?: number;
    readonly '--now'?: number;
  }
}
