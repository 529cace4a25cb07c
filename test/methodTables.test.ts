import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type CamMethodId,
  camMethodIds,
  derivedMethodIds,
  instantMethodIds,
  methodCatalogue,
} from '../src/cam/methods.ts';
import { derivedMethods, methods } from '../src/engine/methods/catalogue.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** The guide's table of some methods; to be pasted there when the catalogue has changed, and then formatted. */
function tableOf(ids: readonly CamMethodId[]): string {
  const rows = ids.map((id) => {
    const { title, explanation, formula, paper } = methodCatalogue[id];
    const name = id === camMethodIds[0] ? `${title} (default)` : title;
    return `| ${name} | ${explanation} | ${formula} | [${paper.text}](${paper.href}) |`;
  });
  return ['| Method | What it does | Formula | Source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

test.each([['instantMethodIds', instantMethodIds] as const, ['derivedMethodIds', derivedMethodIds] as const])(
  'the guide’s table is made from the catalogue: %s',
  (_name, ids) => {
    const unaligned = read('docs/guide.md').replaceAll(/ +\|/g, ' |').replaceAll(/\| -+/g, '| ---');
    expect(unaligned).toContain(tableOf(ids));
  },
);

test('every method has a name of its own, a definition in the engine, and its place in docs/mathematics.md', () => {
  expect(Object.keys({ ...methods, ...derivedMethods }).sort()).toEqual([...camMethodIds].sort());
  expect(new Set(camMethodIds.map((id) => methodCatalogue[id].title)).size).toBe(camMethodIds.length);
  const mathematics = read('docs/mathematics.md');
  for (const id of camMethodIds) expect(mathematics).toContain(`(\`${id}\`)`);
});

test('what a method gives is what the engine’s kind of method can give', () => {
  const extents = {
    cells: 'layers',
    component: 'layers',
    network: 'network',
    probing: 'singleLayer',
  } as const;
  for (const id of derivedMethodIds) {
    expect(methodCatalogue[id].extent, id).toBe(extents[derivedMethods[id].kind]);
  }
});
