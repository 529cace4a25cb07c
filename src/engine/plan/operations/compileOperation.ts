import type { NetworkNode } from '../../network/network.ts';
import type { Normalisation } from '../../network/networkNumbers.ts';
import { shareTensor } from '../../run/shareTensor.ts';
import { currentGradientKernels } from '../chooseGradientKernels.ts';
import { compileActivation, compileLeakyRelu, compilePrelu, compileThresholdedRelu } from './activations.ts';
import type { CompiledOperation, OwnTensor } from './compiledOperation.ts';
import { compileForeign } from './foreign.ts';
import { compileGeneralConvolution } from './generalConvolution.ts';
import { compileConcatenation, compileJoin } from './joins.ts';
import { compileAffine, compileDense } from './linear.ts';
import {
  compileAveragePooling,
  compileGlobalAverage,
  compileGlobalMaximum,
  compileMaximumPooling,
} from './pooling.ts';
import { compileReluAlone } from './relu.ts';
import { compileChannelOrder, compileCrop, compilePad, compileReshape, identity } from './shapes.ts';

/** @param normalisation the node's numbers, where it is a normalisation */
export function compileOperation(
  { operation, weights, inputs, outputShape }: NetworkNode,
  normalisation: Normalisation | undefined,
  own: OwnTensor,
): CompiledOperation {
  switch (operation.op) {
    case 'input':
    case 'identity':
      return identity;
    case 'convolution':
    case 'depthwise':
      return compileGeneralConvolution(operation, weights, own);
    case 'normalisation':
      return compileAffine(normalisation!.scale, normalisation!.shift, own);
    case 'affine':
      return compileAffine(operation.scale, operation.offset, own);
    case 'relu':
      return compileReluAlone(operation.limit);
    case 'leakyRelu':
      return compileLeakyRelu(operation.slope);
    case 'prelu':
      return compilePrelu(own(shareTensor(weights.alpha!)));
    case 'thresholdedRelu':
      return compileThresholdedRelu(operation.threshold);
    case 'activation':
      return compileActivation(operation);
    case 'maximumPooling':
      return compileMaximumPooling(operation);
    case 'averagePooling':
      return compileAveragePooling(operation);
    case 'globalAverage':
      return compileGlobalAverage(operation.keeps);
    case 'globalMaximum':
      return compileGlobalMaximum(operation.keeps);
    case 'pad':
      return compilePad(operation.border, operation.value, currentGradientKernels);
    case 'crop':
      return compileCrop(operation.border);
    case 'concatenate':
      return compileConcatenation(operation.axis);
    case 'dense':
      return compileDense(weights, own);
    case 'reshape':
      return compileReshape(outputShape);
    case 'reorderChannels':
      return compileChannelOrder(operation.order, own);
    case 'foreign':
      return compileForeign(operation.layer);
    default:
      return compileJoin(operation.op, inputs.length);
  }
}
