/** A sheet for a model that was read: everything that can be read off it, and custom for the rest. */
import type { RgbPixels } from '../../image/pixels.ts';
import { fieldOf } from '../formats/json/modelJson.ts';
import type { ModelSource } from '../formats/modelSource.ts';
import { refused } from '../formats/refuse.ts';
import { findBase } from './baseNames.ts';
import { findPreprocessing, rangeBefore } from './firstLayers.ts';
import { guessLabels } from './guessLabels.ts';
import type { InputRange } from './inputRange.ts';
import type { Estimate, Guess, ModelSheet, SheetFit, SheetResample } from './modelSheet.ts';
import { guessOutput } from './outputKind.ts';
import { scoreRanges, trustedRange } from './statistics.ts';

/**
 * Fills a sheet.
 *
 * @param samples ordinary photos, each of the size that the network reads; without them the statistics are not asked
 * @throws Failure `modelKindRefused` where the output is no list of answers for the whole picture
 */
export function guessSheet(source: ModelSource, samples: readonly RgbPixels[] = []): ModelSheet {
  const { outline, name, openSize, outputs } = source;
  const [height = 0, width = 0, channels = 3] = outline[0]?.shape ?? [];
  const last = outline.at(-1)!;
  const places = last.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  if (places !== 1) {
    throw refused(
      'The model gives an answer for every place of the picture (segmentation or detection); one answer for the whole picture is needed',
    );
  }
  return {
    name,
    width,
    height,
    openSize,
    channels: channels === 1 ? 1 : 3,
    labels: guessLabels(source),
    range: guessRange(source, samples),
    fit: guessFit(source),
    resample: guessResample(source),
    output: guessOutput(source),
    outputName: last.name,
    outputs,
    estimate: estimate(source),
  };
}

/** From the best evidence to the weakest. */
export function guessRange(source: ModelSource, samples: readonly RgbPixels[]): Guess<InputRange> {
  if (source.format === 'teachableMachine') {
    return { value: 'symmetric', evidence: { kind: 'metadata', detail: 'Teachable Machine' }, isSure: true };
  }
  const preprocessing = findPreprocessing(source);
  const before = preprocessing && rangeBefore(preprocessing);
  if (before)
    return { value: before, evidence: { kind: 'firstLayers', detail: preprocessing.layer }, isSure: true };
  const measured = trustedRange(scoreRanges(source, samples));
  if (measured) return { value: measured, evidence: { kind: 'statistics', detail: '' }, isSure: true };
  const base = findBase(source);
  if (base) return { value: base.range, evidence: { kind: 'baseName', detail: base.name }, isSure: false };
  if (source.format === 'onnx' && source.outline[0]?.shape[2] === 3) {
    return { value: 'imageNet', evidence: { kind: 'format', detail: 'ONNX' }, isSure: false };
  }
  return { value: 'unit', evidence: { kind: 'custom', detail: '' }, isSure: false };
}

/** Teachable Machine crops the centre, PyTorch's examples too; Keras' loaders squeeze the whole picture. */
function guessFit({ format }: ModelSource): Guess<SheetFit> {
  if (format === 'teachableMachine') {
    return { value: 'centreCrop', evidence: { kind: 'metadata', detail: 'Teachable Machine' }, isSure: true };
  }
  return {
    value: format === 'onnx' ? 'centreCrop' : 'stretch',
    evidence: { kind: 'format', detail: '' },
    isSure: false,
  };
}

function guessResample({ format, notes }: ModelSource): Guess<SheetResample> {
  const isKeras = format.startsWith('keras');
  const given = notes.metadata && fieldOf(notes.metadata, 'interpolation');
  if (given === 'nearest')
    return { value: 'nearest', evidence: { kind: 'metadata', detail: '' }, isSure: true };
  return {
    value: isKeras ? 'tensorflow-bilinear' : 'pillow-bilinear',
    evidence: { kind: 'format', detail: '' },
    isSure: false,
  };
}

/** What a run will hold, from the shapes alone. */
export function estimate({ outline, weights }: ModelSource): Estimate {
  const parameters = [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  const activations = outline.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const weightBytes = parameters * 4;
  const activationBytes = activations * 4;
  return {
    parameters,
    weightBytes,
    activationBytes,
    peakBytes: 3 * weightBytes + Math.round(1.2 * activationBytes),
  };
}
