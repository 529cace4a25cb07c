/** A network as the engine knows it, whatever file it came from: types only. */
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { NodeWeights, Operation } from './operations.ts';

export interface NetworkNode {
  /** Unique; where a layer became several nodes, all but the last add what they do: `Conv_1/convolution`. */
  readonly name: string;
  /** What its file calls it: a Keras class or an operation of a graph. */
  readonly className: string;
  readonly operation: Operation;
  readonly weights: NodeWeights;
  /** Positions in {@link Network.nodes} of what this node reads; each is smaller than its own. */
  readonly inputs: readonly number[];
  /** Shapes are without the batch axis; the input's is that of the first node read, its own for an input. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** True where the output is that of a layer of the file, and not of a part of one. */
  readonly isLayer: boolean;
}

/**
 * How the outputs are meant, which are logits always: probabilities by one softmax, by one sigmoid (which gives two
 * classes), by a sigmoid for each class, or numbers that are what they are.
 */
export type OutputKind = 'softmax' | 'sigmoid' | 'independentSigmoids' | 'values';

export interface Network {
  readonly nodes: readonly NetworkNode[];
  /** The target layers, described; `layers[i]` is node `targets[i]`. */
  readonly layers: readonly LayerInfo[];
  readonly targets: readonly number[];
  /** Σ height × width of the target layers. */
  readonly mapLength: number;
  readonly outputKind: OutputKind;
}
