import * as tf from '@tensorflow/tfjs';
import { explainSequence } from '../src/engine/index.ts';

export async function followTheAnimal(model: tf.LayersModel, photos: readonly tf.Tensor3D[]) {
  // Made when asked for: the next one while the device computes the present one.
  function* frames() {
    for (const photo of photos) yield tf.image.resizeBilinear(photo, [224, 224]);
  }
  const track: { logit: number; hottest: number }[] = [];
  for await (const { logits, heatMap } of explainSequence(model, frames())) {
    track.push({ logit: logits[0]!, hottest: heatMap.data.indexOf(Math.max(...heatMap.data)) });
  }
  return track;
}
