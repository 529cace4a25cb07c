import type { ConvolutionNumbers } from '../network/networkNumbers.ts';
import type { OwnTensor } from './operations/compiledOperation.ts';
import type { TargetIndex } from './steps.ts';

/** What the compiler of one node is given to work with. */
export interface CompilerContext {
  readonly targetOf: (position: number) => TargetIndex;
  /** Of a convolution that a normalisation follows. */
  readonly kernelOf: (position: number) => ConvolutionNumbers;
  readonly own: OwnTensor;
}
