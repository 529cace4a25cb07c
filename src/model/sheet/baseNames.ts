/** What is known of the families of networks, by the names that their programs give them. */
import type { ModelSource } from '../formats/modelSource.ts';
import type { InputRange } from './inputRange.ts';

/** The first that fits decides, so the more special names stand first. */
const families: readonly (readonly [RegExp, InputRange])[] = [
  [/mobilenet_?v?3|efficientnet|convnext|regnet/iu, 'bytes'],
  [/resnet\d*_?v2|inception_?resnet/iu, 'symmetric'],
  [/mobilenet|inception|xception|nasnet/iu, 'symmetric'],
  [/resnet_?\d+|vgg_?1[69]/iu, 'caffe'],
  [/densenet|squeezenet|shufflenet|mnasnet/iu, 'imageNet'],
];

export interface KnownBase {
  readonly name: string;
  readonly range: InputRange;
}

/** The base that the file names in a container, or as the model itself. */
export function findBase({ name, notes, format }: ModelSource): KnownBase | null {
  for (const candidate of [...notes.containers, name]) {
    const family = families.find(([pattern]) => pattern.test(candidate));
    // PyTorch's networks all read (x − mean) / deviation, whatever Keras' of the same name do.
    if (family) return { name: candidate, range: format === 'onnx' ? 'imageNet' : family[1] };
  }
  return null;
}
