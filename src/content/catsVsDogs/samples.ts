import type { Sample } from '../../state/explain/pictures/sample.ts';

function sample(id: string, title: string, credit: string, width: number, height: number): Sample {
  return { id, title, url: `samples/${id}.jpg`, credit, width, height };
}

/** The photos that come with the program. Authors and licences: public/samples/CREDITS.md. */
export const samples: readonly Sample[] = [
  sample('cat-portrait', 'A tabby cat’s face, close up', 'Stéfan van der Walt, CC0 1.0', 451, 300),
  sample('dog-shepherd', 'A German shepherd, standing', 'GCompris, GPL-3.0', 1024, 768),
  sample('cat-with-yarn', 'A cat playing with a ball of wool', 'GCompris, GPL-3.0', 1024, 768),
  sample('kitten-on-fence', 'A kitten looking over a plank', 'GCompris, GPL-3.0-or-later', 1024, 576),
  sample('cat-drawing', 'A drawing of a cat', 'Art4Apps via GCompris, CC BY-SA 3.0', 600, 600),
  sample('dog-drawing', 'A drawing of a dog', 'Art4Apps via GCompris, CC BY-SA 3.0', 600, 600),
];
