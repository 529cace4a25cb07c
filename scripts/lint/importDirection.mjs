/** An ESLint rule: a file of src/ imports only from the rooms that the table in scripts/architecture.mjs allows it. */
import { posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isImportAllowed } from '../architecture.mjs';

const sourceFolder = fileURLToPath(new URL('../../src/', import.meta.url)).replaceAll(sep, '/');

/** @type {import('eslint').Rule.RuleModule} */
export const importDirection = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: 'src/{{importer}} may not import src/{{imported}}: see scripts/architecture.mjs.',
    },
  },
  create(context) {
    const path = context.filename.replaceAll(sep, '/');
    if (!path.startsWith(sourceFolder)) return {};
    const importer = path.slice(sourceFolder.length);
    /** @param {import('eslint').Rule.Node & { source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (node.source);
      const specifier = source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const imported = posix.join(posix.dirname(importer), specifier.split('?')[0] ?? '');
      if (imported.startsWith('..') || isImportAllowed(importer, imported)) return;
      context.report({ node, messageId: 'forbidden', data: { importer, imported } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
