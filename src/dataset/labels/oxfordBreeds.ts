/**
 * The 37 breeds of the Oxford-IIIT Pet set, whose files are called `Abyssinian_1.jpg` and `beagle_116.jpg`: cats with a
 * capital initial, dogs without.
 */
import { baseName } from './normaliseName.ts';

const cats = [
  ...[
    'abyssinian',
    'bengal',
    'birman',
    'bombay',
    'british_shorthair',
    'egyptian_mau',
    'maine_coon',
    'persian',
  ],
  ...['ragdoll', 'russian_blue', 'siamese', 'sphynx'],
];
const dogs = [
  ...['american_bulldog', 'american_pit_bull_terrier', 'basset_hound', 'beagle', 'boxer', 'chihuahua'],
  ...[
    'english_cocker_spaniel',
    'english_setter',
    'german_shorthaired',
    'great_pyrenees',
    'havanese',
    'japanese_chin',
  ],
  ...[
    'keeshond',
    'leonberger',
    'miniature_pinscher',
    'newfoundland',
    'pomeranian',
    'pug',
    'saint_bernard',
    'samoyed',
  ],
  ...['scottish_terrier', 'shiba_inu', 'staffordshire_bull_terrier', 'wheaten_terrier', 'yorkshire_terrier'],
];
const breeds = new Map<string, 'cat' | 'dog'>([
  ...cats.map((name) => [name, 'cat'] as const),
  ...dogs.map((name) => [name, 'dog'] as const),
]);

/** So many different breeds must be there before file names are read as breeds. */
export const fewestBreeds = 5;

export interface Breed {
  /** As in the file's name, without its number. */
  readonly name: string;
  readonly species: 'cat' | 'dog';
}

/** The breed that a file is called after; null for none, and for a breed whose initial is of the wrong case. */
export function breedOf(path: string): Breed | null {
  const name = /^(.+)_\d+$/u.exec(baseName(path))?.[1];
  if (name === undefined) return null;
  const species = breeds.get(name.toLowerCase());
  if (species === undefined) return null;
  const hasCapital = name[0] !== name[0]?.toLowerCase();
  return hasCapital === (species === 'cat') ? { name, species } : null;
}
