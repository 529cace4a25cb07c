import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../test/createTestApp.ts';
import { testRecipe } from '../../../test/testRecipe.ts';
import { reportWords } from '../../ui/explain/save/reportWords.ts';
import type { Recipe } from '../recipe.ts';
import { layerStatistics } from '../statistics/layerStatistics.ts';
import { html } from './html.ts';
import { recipeRows } from './recipeRows.ts';
import type { ReportFigure } from './reportFigure.ts';
import { type ReportContents, reportHtml } from './reportHtml.ts';
import { reportStyle } from './reportStyle.ts';

const figure: ReportFigure = {
  isLead: true,
  title: 'All layers',
  caption: 'Mean of 155 layers.',
  description: '80 % of the evidence lies in the centre.',
  url: 'data:image/png;base64,AAAA',
  width: 640,
  height: 426,
  legend: { colours: 'turbo', range: { min: -0.5, max: 12.25 } },
};

async function contentsOf(name: string, label: string): Promise<ReportContents> {
  const { app } = createTestApp();
  await settle();
  const recipe: Recipe = {
    ...testRecipe,
    picture: { ...testRecipe.picture, name },
    target: { ...testRecipe.target, label },
    layers: [name],
    layer: name,
  };
  return {
    recipe,
    classes: [recipe.prediction, recipe.target],
    figures: [
      { ...figure, title: name, legend: null },
      figure,
      { ...figure, isLead: false, caption: name, description: name },
    ],
    statistics: layerStatistics(app).map((layer) => ({
      ...layer,
      title: name,
      boxEnergy: 0.5,
      regionEnergy: 0.25,
    })),
    savedAt: new Date(Date.UTC(2026, 10, 23)),
  };
}

/** Every tag with its attributes' names; what stands between the quotes may be anything but a quote. */
function skeleton(markup: string): string[] {
  return (markup.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, '=""'));
}

function textOf(markup: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#39);/g, (_, name: string) => entities[name] ?? '?');
}

describe('the report', () => {
  test('names what was explained, shows every picture and every layer', async () => {
    const markup = reportHtml(await contentsOf('my cat.jpg', 'dog'), reportWords);
    expect(markup).toContain('<title>my cat.jpg: why dog? – StrataCAM</title>');
    expect(textOf(markup)).toContain(
      'The network says cat. These maps answer another question: what speaks for dog?',
    );
    expect(
      markup.match(/<img src="data:image\/png;base64,AAAA" width="640" height="426" alt=/g),
    ).toHaveLength(3);
    expect(markup.match(/<th scope="row">\d+\. my cat\.jpg/g)).toHaveLength(6);
    expect(textOf(markup)).toContain(JSON.stringify({ ...testRecipe, layer: 'x' }, null, 2).slice(0, 60));
  });

  test('has the energy in a box and in the hot region where there is one', async () => {
    const contents = await contentsOf('a', 'b');
    const both = textOf(reportHtml(contents, reportWords));
    expect(both).toContain('Energy in the boxEnergy in the hot region');
    expect(both).toMatch(/50\.0\s%25\.0\s%/);
    const statistics = contents.statistics.map((layer) => ({ ...layer, boxEnergy: null }));
    const one = textOf(reportHtml({ ...contents, statistics }, reportWords));
    expect(one).toContain('Share of the fused mapEnergy in the hot region');
  });

  test('loads nothing and runs nothing, and says so to the browser', async () => {
    const markup = reportHtml(await contentsOf('a', 'b'), reportWords);
    const hash = createHash('sha256').update(reportStyle).digest('base64');
    expect(markup).toContain(
      `content="default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(markup).not.toMatch(/<script|https?:|javascript:|\son\w+=|\sstyle=|@import|url\((?!#)/i);
    expect(reportStyle).not.toContain('<');
  });

  test('stays the same document whatever strangers call their files, layers and classes', async () => {
    const tame = skeleton(reportHtml(await contentsOf('a', 'b'), reportWords));
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='alert(1)",
        '</title></style></pre><h1>',
        '&lt;b&gt;',
        '\0\u202egpj.exe',
        '\ud800',
        '<!--',
        ']]>',
      ),
      fc.array(fc.constantFrom(...'<>"\'&;=/! -ab')).map((letters) => letters.join('')),
    );
    const contents = await contentsOf('a', 'b');
    fc.assert(
      fc.property(hostile, hostile, (name, label) => {
        const markup = reportHtml(
          {
            ...contents,
            recipe: {
              ...contents.recipe,
              picture: { ...contents.recipe.picture, name },
              target: { ...contents.recipe.target, label },
            },
            figures: contents.figures.map((tameFigure) => ({
              ...tameFigure,
              title: label,
              description: name,
              caption: `x${name}`,
            })),
            statistics: contents.statistics.map((layer) => ({ ...layer, title: label })),
          },
          reportWords,
        );
        expect(skeleton(markup)).toEqual(tame);
      }),
      { numRuns: 300 },
    );
  });

  test('is well-formed: every element ends, and ids are there once', async () => {
    const markup = reportHtml(await contentsOf('a', 'b'), reportWords);
    const open: string[] = [];
    const voids = new Set(['!doctype', 'meta', 'img']);
    for (const [, end, name = '', selfClosed] of markup.matchAll(/<(\/?)([!a-zA-Z0-9]+)[^>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!voids.has(name) && !selfClosed) open.push(name);
    }
    expect(open).toEqual([]);
    const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('text that is put in is escaped, pieces of HTML are not', () => {
  expect(html`<b title="${'"'}">${'<&>'}${1}${null}${[html`<i>`, html`</i>`]}</b>`.markup).toBe(
    '<b title="&quot;">&lt;&amp;&gt;1<i></i></b>',
  );
});

test('the recipe for people says everything in words', () => {
  const rows = recipeRows(testRecipe, reportWords);
  expect(Object.fromEntries(rows.map(({ title, value }) => [title, value]))).toMatchObject({
    Picture: 'Müller & “cat”.jpg, 451 × 300 pixels',
    'Box around the object': '30.5 × 40 pixels at 10, 20',
    'Network input': '224 × 224 cells, 0 to 255',
    Explained: 'dog (25.0\u00a0%)',
    'Fused map': 'My own mix: Product, layers 3 to the last, block 6 weighs 50.0\u00a0%',
    Layers: 'convolutions (2)',
  });
  const bare = {
    ...testRecipe,
    view: '',
    crate: null,
    region: null,
    picture: { ...testRecipe.picture, sha256: null, box: null },
  };
  expect(recipeRows(bare, reportWords)).toHaveLength(rows.length - 5);
});
