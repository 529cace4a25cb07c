/** Words by which folders, file names and tables name a class. */
import { normaliseName } from './normaliseName.ts';

/** Cat and dog in the languages of most people who have folders of them; singular and plural where they differ. */
const synonyms: readonly (readonly string[])[] = [
  [
    ...['cat', 'cats', 'kitten', 'kittens', 'kitty', 'feline', 'felines', 'felis catus', 'domestic cat'],
    ...['chat', 'chats', 'chatte', 'chatons', 'chaton', 'katze', 'katzen', 'kater', 'kätzchen'],
    ...[
      'gato',
      'gatos',
      'gata',
      'gatas',
      'gatinho',
      'gatto',
      'gatti',
      'gatta',
      'gat',
      'gats',
      'pisica',
      'pisici',
    ],
    ...[
      'kat',
      'katten',
      'katter',
      'katt',
      'kattunge',
      'kissa',
      'kissat',
      'köttur',
      'kettir',
      'macska',
      'macskák',
    ],
    ...[
      'kot',
      'koty',
      'kotek',
      'kočka',
      'kočky',
      'mačka',
      'mačke',
      'mačky',
      'kass',
      'kaķis',
      'kaķi',
      'katė',
      'katės',
    ],
    ...[
      'кот',
      'коты',
      'кошка',
      'кошки',
      'котёнок',
      'котята',
      'кіт',
      'коти',
      'кішка',
      'котка',
      'котки',
      'мачка',
    ],
    ...['γάτα', 'γάτες', 'kedi', 'kediler', 'חתול', 'חתולים', 'قط', 'قطة', 'قطط', 'گربه', 'बिल्ली', 'बिल्लियाँ'],
    ...['猫', '貓', '猫咪', 'ねこ', 'ネコ', 'neko', '고양이', 'mèo', 'kucing', 'แมว', 'paka', 'pusa'],
  ],
  [
    ...['dog', 'dogs', 'puppy', 'puppies', 'doggy', 'canine', 'canines', 'canis familiaris', 'domestic dog'],
    ...['chien', 'chiens', 'chienne', 'chiot', 'chiots', 'hund', 'hunde', 'hündin', 'welpe', 'welpen'],
    ...[
      'perro',
      'perros',
      'perra',
      'cachorro',
      'cachorros',
      'cão',
      'cães',
      'cane',
      'cani',
      'gos',
      'gossos',
      'câine',
    ],
    ...[
      'caini',
      'hond',
      'honden',
      'hundar',
      'hunder',
      'valp',
      'koira',
      'koirat',
      'hundur',
      'hundar',
      'kutya',
      'kutyák',
    ],
    ...['pies', 'psy', 'piesek', 'pes', 'psi', 'pas', 'psík', 'koer', 'suns', 'suņi', 'šuo', 'šunys', 'kuce'],
    ...['собака', 'собаки', 'пёс', 'псы', 'щенок', 'щенки', 'пес', 'пси', 'куче', 'кучета', 'пас'],
    ...['σκύλος', 'σκύλοι', 'σκυλί', 'köpek', 'köpekler', 'כלב', 'כלבים', 'كلب', 'كلاب', 'سگ', 'कुत्ता', 'कुत्ते'],
    ...[
      '犬',
      '狗',
      '狗狗',
      'いぬ',
      'イヌ',
      'inu',
      '개',
      '강아지',
      'chó',
      'anjing',
      'สุนัข',
      'หมา',
      'mbwa',
      'aso',
    ],
  ],
].map((words) => words.map(normaliseName));

/** Words that turn a name round: "no cats", "not_dog". Such a name is asked about. */
const negations = new Set(['no', 'non', 'not', 'without', 'kein', 'keine', 'sans', 'sin', 'un']);

export interface NamedClass {
  readonly classIndex: number;
  /** Whether the whole name is a word for the class; false where it is one word among others. */
  readonly isExact: boolean;
}

/** Finds which of a model's classes a name means; null for none, and where it could be several. */
export type FindClass = (name: string) => NamedClass | null;

/**
 * Knows the model's own labels in singular and plural, with or without the number of a WordNet set before them
 * ("n02123045-tabby"), each part of a label with commas, and for cats and dogs the words of about forty languages.
 *
 * @param labels of the model, by class index.
 */
export function createFindClass(labels: readonly string[]): FindClass {
  const own = collectWords(labels, ownWords);
  const all = collectWords(labels, (label) => [...ownWords(label), ...otherWords(label)]);
  // A short foreign word among others is more often something else.
  const within = new Map([...all].filter(([word]) => word.length >= 4 || own.has(word)));
  const longest = Math.max(0, ...[...within.keys()].map((word) => word.split(' ').length));
  return (name) => {
    const label = labels.indexOf(name.trim());
    if (label >= 0) return { classIndex: label, isExact: true };
    const normalised = normaliseName(withoutSynset(name));
    const exact = all.get(normalised);
    if (exact !== undefined) return exact === null ? null : { classIndex: exact, isExact: true };
    const words = normalised.split(' ');
    if (words.some((word) => negations.has(word))) return null;
    const found = findWithin(words, within, longest);
    return found === null ? null : { classIndex: found, isExact: false };
  };
}

/** Which class each word names; null where it could be several. */
function collectWords(labels: readonly string[], wordsFor: (label: string) => readonly string[]) {
  const classes = new Map<string, number | null>();
  labels.forEach((label, classIndex) => {
    for (const word of wordsFor(label)) {
      const known = classes.get(word);
      classes.set(word, known === undefined || known === classIndex ? classIndex : null);
    }
  });
  return classes;
}

/** The one class that runs of words name, the longest run first; null for none or several. */
function findWithin(
  words: readonly string[],
  classes: ReadonlyMap<string, number | null>,
  longest: number,
): number | null {
  const found = new Set<number | null>();
  for (let start = 0; start < words.length; start++) {
    for (let count = Math.min(longest, words.length - start); count > 0; count--) {
      const classIndex = classes.get(words.slice(start, start + count).join(' '));
      if (classIndex === undefined) continue;
      found.add(classIndex);
      start += count - 1;
      break;
    }
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function ownWords(label: string): readonly string[] {
  return namesIn(label).flatMap((name) => [name, singular(name), `${name}s`, `${name}es`]);
}

function otherWords(label: string): readonly string[] {
  return namesIn(label).flatMap((name) => synonyms.find((words) => words.includes(singular(name))) ?? []);
}

/** A label, and each of its parts between commas. */
function namesIn(label: string): readonly string[] {
  const names = [label, ...label.split(',')].map((name) => normaliseName(withoutSynset(name)));
  return names.filter((name) => name !== '');
}

function singular(name: string): string {
  return name.length > 3 && name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
}

/** ImageNet's folders: "n02099601-golden_retriever". */
function withoutSynset(name: string): string {
  return name.trim().replace(/^n\d{8}[-_ ]+/u, '');
}
