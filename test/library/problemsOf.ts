import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What TypeScript finds wrong in a program that imports `stratacam`, and in the library's own declarations, for a
 * project in Node that has no types of a page.
 */
export function problemsOf(program: string): string[] {
  const folder = pathOf('../../test-results/library');
  const file = `${folder}/consumer.ts`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, program);
  const compiled = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts'],
    types: ['node'],
  });
  const isLooked = ({ fileName }: ts.SourceFile) => fileName === file || fileName.includes('/dist/lib/');
  const files = compiled.getSourceFiles().filter(isLooked);
  if (files.length < 2) return ['the library’s types were not found'];
  return files
    .flatMap((source) => [
      ...compiled.getSyntacticDiagnostics(source),
      ...compiled.getSemanticDiagnostics(source),
    ])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
