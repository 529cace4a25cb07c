import { join } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../install.mjs';
import { textStandsAlone } from './textStandsAlone.mjs';

const linter = new Linter({ cwd: projectRoot });

/** The findings in a component's file; it takes the place of one that belongs to the page. */
function findings(jsx: string): (string | undefined)[] {
  const code = `
    import type { ReactNode } from 'react';
    declare const name: string;
    declare const count: number;
    declare const open: boolean;
    declare const parts: readonly string[];
    declare const children: ReactNode;
    const fixed = 'fixed';
    declare function Icon(): React.JSX.Element | null;
    export function Probe() { ${jsx} }`;
  const config = {
    files: ['**/*.tsx'],
    plugins: { stratacam: { rules: { 'text-stands-alone': textStandsAlone } } },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ['./tsconfig.page.json'],
        tsconfigRootDir: projectRoot,
        // In CI the parser would read the file from the disk, not this code.
        disallowAutomaticSingleRunInference: true,
      },
    },
    rules: { 'stratacam/text-stands-alone': 'error' },
  } satisfies Linter.Config;
  const messages = linter.verify(code, [config], {
    filename: join(projectRoot, 'src', 'main.tsx'),
  });
  const broken = messages.find(({ fatal }) => fatal === true);
  if (broken) throw new Error(broken.message);
  return messages.map(({ messageId }) => messageId);
}

describe('text that may change', () => {
  test.each([
    ['beside other text', 'return <p>Block {count}</p>;', ['change']],
    ['beside an element', 'return <p>{name}<b>!</b></p>;', ['change']],
    ['that is there only now and then', "return <p><b>!</b>{open && 'open'}</p>;", ['change']],
    ['in a list of texts', 'return <p><b>!</b>{parts}</p>;', ['change']],
    ['handed in by whoever uses the component', 'return <button><b />{children}</button>;', ['change']],
    ['in a fragment', 'return <>{name}</>;', ['change']],
    ['that a component returns', 'return name;', ['returned']],
  ])('%s is found', (_, jsx, found) => {
    expect(findings(jsx)).toEqual(found);
  });

  test.each([
    ['alone in its element', 'return <p>{name}</p>;'],
    ['made into one string', `return <p>{\`Block \${count}\`}</p>;`],
    ['in an element beside others', 'return <p><b>!</b><span>{name}</span></p>;'],
    ['handed on alone', 'return <p>{children}</p>;'],
  ])('%s is right', (_, jsx) => {
    expect(findings(jsx)).toEqual([]);
  });
});

describe('text that stays the same', () => {
  test.each([
    ['after an element that may go', 'return <p>{open && <b />} and more</p>;', ['follow']],
    ['after a component', 'return <button><Icon /> Save</button>;', ['follow']],
    ['in a fragment', 'return <p>{open && <>more <b /></>}</p>;', ['follow']],
  ])('%s is found', (_, jsx, found) => {
    expect(findings(jsx)).toEqual(found);
  });

  test.each([
    ['before something that may go', 'return <p>more {open && <b />}</p>;'],
    ['between elements that stay', 'return <p>A <b>cat</b> or a {fixed} dog</p>;'],
  ])('%s is right', (_, jsx) => {
    expect(findings(jsx)).toEqual([]);
  });
});
