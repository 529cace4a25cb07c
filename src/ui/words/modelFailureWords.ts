import type { FailureCode, FailureDetails } from '../../lib/failure.ts';
import type { FailureMessage } from './failureMessage.ts';

type ModelFailureCode = Extract<
  FailureCode,
  | 'modelNotFound'
  | 'modelSeveral'
  | `model${string}Refused`
  | `modelFile${string}`
  | 'modelTooLarge'
  | 'modelPartsUnknown'
>;

const readable =
  'Teachable Machine (as TensorFlow.js), Keras (.keras, .h5), TensorFlow.js (model.json with its .bin files) and ONNX can be read.';

/** Why a model that somebody dropped cannot be explained, and how to get one that can. */
export const modelFailureWords: Readonly<
  Record<ModelFailureCode, (details: FailureDetails) => FailureMessage>
> = {
  modelNotFound: (details) => ({
    title: 'There is no model in these files',
    sentence: `${named(details, 'file') ?? 'What was dropped'} holds no network that is known here.`,
    nextStep: `Drop all files of the model together, or the whole folder or ZIP. ${readable}`,
  }),
  modelSeveral: (details) => ({
    title: 'These are several models',
    sentence: `${text(details, 'files') ?? 'More than one file'}: each of them is a network of its own.`,
    nextStep: 'Drop one of them with the files that belong to it.',
  }),
  modelFormatRefused: (details) => {
    const [what, wayOut] = formats.get(text(details, 'format') ?? '') ?? unknownFormat;
    return {
      title: 'This kind of model file cannot be read here',
      sentence: `${named(details, 'file') ?? 'The file'} is ${what}.`,
      nextStep: wayOut,
    };
  },
  modelFileMissing: (details) => ({
    title: 'A file of the model is missing',
    sentence: `The model names ${named(details, 'file') ?? 'another file'}, which is not among the files that you dropped.`,
    nextStep: 'Drop it together with the others, or the whole folder or ZIP.',
  }),
  modelFileDamaged: (details) => ({
    title: 'The model’s file is damaged',
    sentence: `${named(details, 'file') ?? 'A file of the model'}: ${text(details, 'reason') ?? 'It does not hold what it should'}.`,
    nextStep: 'Download or export it again, and drop the new file. What was open is still there.',
  }),
  modelTooLarge: (details) => ({
    title: 'The model is too large for a browser',
    sentence: `${text(details, 'reason') ?? 'It would take more memory than a page may have'}.`,
    nextStep:
      'Use a smaller network or a smaller picture size, such as MobileNetV2 or EfficientNetB0 at 224 × 224.',
  }),
  modelKindRefused: (details) => ({
    title: 'This network has no maps to show',
    sentence: `${text(details, 'reason') ?? 'It is not a network that names what is in a picture'}.`,
    nextStep: 'Drop a convolutional network that reads one picture and gives a number for each class.',
  }),
  modelPartsUnknown: (details) => ({
    title: 'The network has parts that are not known here',
    sentence: `It uses ${text(details, 'parts') ?? 'layers that its author wrote'}.`,
    nextStep:
      'Replace these parts by layers of Keras and export it again. Code in a model file is never run here, and attention has no map of one grid.',
  }),
};

/** What it is, and the way out. */
type FormatWords = readonly [what: string, wayOut: string];

const unknownFormat: FormatWords = [
  'of a format that is not known here',
  `Export the model anew. ${readable}`,
];

const formats: ReadonlyMap<string, FormatWords> = new Map([
  [
    'tflite',
    [
      'a TensorFlow Lite model, whose numbers were made smaller for phones',
      'Export the same network as TensorFlow.js or Keras: Teachable Machine offers both beside TensorFlow Lite.',
    ],
  ],
  [
    'savedModel',
    [
      'a TensorFlow SavedModel',
      'In Python, load it with Keras and call model.save("model.keras"), or run tensorflowjs_converter --input_format=tf_saved_model, and drop what comes out.',
    ],
  ],
  [
    'frozenGraph',
    [
      'a frozen TensorFlow graph',
      'Run tensorflowjs_converter --input_format=tf_frozen_model, and drop the model.json and .bin files that come out.',
    ],
  ],
  [
    'pytorch',
    [
      'a PyTorch file, which holds weights but, without its author’s code, no network',
      'In Python, call torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx") and drop model.onnx.',
    ],
  ],
  [
    'safetensors',
    [
      'a list of weights (safetensors) without the network that uses them',
      'Load it in Python with the library that made it and export the network as ONNX or Keras.',
    ],
  ],
  ['pickle', ['a Python pickle, which could run any program', 'Save the model as .keras or ONNX instead.']],
  ['coreMl', ['a Core ML model', 'Export the network that it was made from as Keras or ONNX.']],
  ['gguf', ['a language model (GGUF)', 'Drop a convolutional network that names what is in a picture.']],
  ['openVino', ['an OpenVINO model', 'Export the network that it was made from as Keras or ONNX.']],
  [
    'checkpoint',
    [
      'a TensorFlow checkpoint, which holds weights but no network',
      'In Python, load it into the model and call model.save("model.keras").',
    ],
  ],
]);

function text(details: FailureDetails, key: string): string | null {
  const value = details[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

function named(details: FailureDetails, key: string): string | null {
  const value = text(details, key);
  return value === null ? null : `“${value}”`;
}
