/** What may be done to a picture before it is trained with: as data, for recipes and sliders. */

export const augmentationKinds = [
  'flip',
  'crop',
  'rotate',
  'brightness',
  'contrast',
  'colour',
  'blur',
  'noise',
  'cutOut',
  'crate',
] as const;

export type AugmentationKind = (typeof augmentationKinds)[number];

export interface Augmentation {
  readonly kind: AugmentationKind;
  /** How far it may go, 0–1: how much of that is drawn by the seed. `flip` and `crate` have no measure. */
  readonly strength: number;
  /** Of the draw: the same seed does the same to the same picture, on every machine. Whole, ≥ 0. */
  readonly seed: number;
}

/** An augmentation as a recipe writes it: "rotate 0.5 7". */
export function writeAugmentation({ kind, strength, seed }: Augmentation): string {
  return `${kind} ${strength} ${seed}`;
}

/** The other way round; null for a text that is none. */
export function readAugmentation(text: string): Augmentation | null {
  const [name, strengthText = '', seedText = '', ...rest] = text.split(' ');
  const kind = augmentationKinds.find((candidate) => candidate === name);
  if (kind === undefined || rest.length > 0) return null;
  if (!/^(?:0(?:\.\d+)?|1)$/.test(strengthText) || !/^\d{1,10}$/.test(seedText)) return null;
  return { kind, strength: Number(strengthText), seed: Number(seedText) };
}
