import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { buildToyMobileNet } from '../../test/toyNets.ts';
import { createExplainer, type Explainer, type ExplainOptions } from './index.ts';

/** What a script may ask for that no compiler has seen. */
const written = (options: string) => JSON.parse(options) as ExplainOptions;

function withClasses(classes: number): tf.LayersModel {
  const activation = classes === 1 ? 'sigmoid' : 'softmax';
  const input = tf.input({ shape: [4, 4, 3] });
  const features = tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'conv' }).apply(input);
  const head = tf.layers.dense({ units: classes, activation });
  const outputs = head.apply(tf.layers.flatten().apply(features)) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs });
}

const image = () => tf.zeros<tf.Rank.R3>([4, 4, 3]);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('what there is not is refused, with what there is', () => {
  let explainer: Explainer;

  beforeAll(async () => {
    explainer = await createExplainer(withClasses(3));
  });

  test.each([
    ['{"target": 3}', 'no class 3: the model has 3, from 0 to 2'],
    ['{"target": -1}', 'no class -1: the model has 3, from 0 to 2'],
    ['{"target": 1.5}', 'no class 1.5: the model has 3, from 0 to 2'],
    ['{"target": "cat"}', 'no class cat: the model has 3, from 0 to 2'],
    ['{"method": "gradCAM"}', /^no method “gradCAM”: there are positiveGradCam, gradCam, .*ablationCam$/u],
    ['{"method": "toString"}', /^no method “toString”/u],
    ['{"fuse": "average"}', /^no fusion “average” of this form: there are mean, .*sharpest$/u],
    ['{"fuse": {"rule": "median"}}', /^no fusion “median”/u],
    ['{"fuse": {"rule": "sharpest"}}', /^no fusion “sharpest” of this form/u],
    ['{"fuse": {"rule": "winsor", "percentile": 101}}', 'a percentile lies between 0 and 100, not at 101'],
    ['{"fuse": {"rule": "winsor", "percentile": -1}}', 'a percentile lies between 0 and 100, not at -1'],
    ['{"fuse": {"rule": "winsor", "percentile": null}}', 'a percentile lies between 0 and 100, not at null'],
    ['{"fuse": {"rule": "mean", "weightOf": 3}}', '“weightOf” is a function that gives a layer its weight'],
    ['{"fuse": null}', '“fuse” is a rule, a rule with its settings or a function, not null'],
    ['{"fuse": 3}', '“fuse” is a rule, a rule with its settings or a function, not 3'],
    ['{"layers": ["conv"]}', '“layers” is a function that says of a layer whether it is wanted'],
  ])('%s', async (options, words) => {
    const picture = image();
    const before = tf.memory().numTensors;
    const explained = explainer.explain(picture, written(options));
    const message = typeof words === 'string' ? words : expect.stringMatching(words);
    await expect(explained).rejects.toMatchObject({ name: 'Failure', code: 'internal', message });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('weights that are no function, before the run', async () => {
    const onProgress = vi.fn();
    const options = { ...written('{"fuse": {"rule": "mean", "weightOf": 3}}'), onProgress };
    await expect(explainer.explain(image(), options)).rejects.toMatchObject({ code: 'internal' });
    expect(onProgress).not.toHaveBeenCalled();
    await explainer.explain(image(), { onProgress });
    expect(onProgress).toHaveBeenCalled();
  });

  test.each([-1, Number.NaN, Infinity])('a layer with the weight %d', async (weight) => {
    const explained = explainer.explain(image(), { fuse: { rule: 'mean', weightOf: () => weight } });
    await expect(explained).rejects.toMatchObject({ code: 'internal', details: { layer: 'conv' } });
  });
});

test('one output tells two classes apart, and no more', async () => {
  const explainer = await createExplainer(withClasses(1));
  for (const target of [0, 1]) {
    expect((await explainer.explain(image(), { target })).classIndex).toBe(target);
  }
  await expect(explainer.explain(image(), { target: 5 })).rejects.toMatchObject({
    message: 'no class 5: the model has 2, from 0 to 1',
  });
});

test('in a sequence the frame is named', async () => {
  const explainer = await createExplainer(buildToyMobileNet(1));
  const results = explainer.explainSequence([tf.zeros<tf.Rank.R3>([9, 9, 3])], { target: 2 });
  await expect(results.next()).rejects.toMatchObject({
    message: 'frame 0: no class 2: the model has 2, from 0 to 1',
  });
});

test('a model that shows neither layers nor a graph is not one that can be explained', async () => {
  const graphModel = { inputs: [{}], outputs: [{}] } as unknown as tf.LayersModel;
  await expect(createExplainer(graphModel)).rejects.toMatchObject({
    code: 'modelInvalid',
    message: 'The graph of this model cannot be seen',
  });
});
