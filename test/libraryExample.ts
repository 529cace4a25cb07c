import * as tf from '@tensorflow/tfjs';
import { explain } from '../src/engine/index.ts';

export async function findTheAnimal(model: tf.LayersModel, photo: tf.Tensor3D) {
  // The model's own size and range; here it takes 224 × 224 bytes.
  const image = tf.image.resizeBilinear(photo, [224, 224]);
  const { logits, classIndex, layerMaps, heatMap } = await explain(model, image, {
    target: 'predicted', // or the number of a class
    method: 'layerCam', // or any other of `camMethodIds`
    layers: ({ isBlockOutput }) => isBlockOutput, // all of them if you leave this out
  });
  image.dispose();
  const hottest = heatMap.data.indexOf(Math.max(...heatMap.data));
  const [row, column] = [Math.floor(hottest / heatMap.width), hottest % heatMap.width];
  return { logits, classIndex, layers: layerMaps.map(({ layer }) => layer.name), row, column };
}
