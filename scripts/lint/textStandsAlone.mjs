/**
 * A lint rule over JSX that keeps a page alive which the browser translates. Chrome's translator puts `<font>`
 * elements in the place of text nodes. React still holds the nodes that were replaced: it writes new values into
 * them, which nobody sees, and throws where it takes one away or puts something in front of one. Where a string is
 * an element's only child React sets the element's text instead, and that works on any contents.
 *
 * Hence two findings: text that may change stands beside something else, or in a fragment, or is what a component
 * returns; and text that stays the same follows something that may come and go.
 */
import ts from 'typescript';

/** A property of `ts.Type`'s flags: types of values that React renders as a text node. */
const textFlags =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown;

/** A string or number of one value only is as good as written out. */
const unitFlags = ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral;

/**
 * What a child of an element is: `still` text, text that may `change`, something that may `come` and go, or an
 * element that is always there.
 * @typedef {'still' | 'change' | 'come' | 'element'} Kind
 */

/**
 * Whether a value of this type may become a text node.
 * @param {ts.Type} type
 * @param {ts.TypeChecker} checker
 * @param {ReadonlySet<ts.Type>} seen Types may be made of themselves.
 * @returns {boolean}
 */
function mayBeText(type, checker, seen = new Set()) {
  if ((type.flags & textFlags) !== 0) return true;
  if (seen.has(type)) return false;
  const known = new Set([...seen, type]);
  if (type.isUnion()) return type.types.some((part) => mayBeText(part, checker, known));
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || mayBeText(constraint, checker, known);
  }
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return false;
  const inside = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
  return inside.some((part) => mayBeText(part, checker, known));
}

/** @param {any} node Of the syntax tree. @returns {boolean} Whether it is an element of the page, not a component. */
function isHost(node) {
  const { name } = node.openingElement;
  return name.type === 'JSXIdentifier' && /^[a-z]/u.test(name.name);
}

/** @param {any} node @returns {boolean} Whether JSX drops it: blanks around a line's end, and empty braces. */
function isNothing(node) {
  if (node.type === 'JSXText') return node.value.trim() === '' && node.value.includes('\n');
  return node.type === 'JSXExpressionContainer' && node.expression.type === 'JSXEmptyExpression';
}

const change =
  'Text that may change needs an element of its own: a translated page keeps showing the old one.';
const follow =
  'Text after something that may come and go needs an element of its own: a translated page would stop.';
const returned =
  'A component returns an element around its text: a translated page keeps showing the old one.';

/** @type {import('eslint').Rule.RuleModule} */
export const textStandsAlone = {
  meta: { type: 'problem', messages: { change, follow, returned }, schema: [] },
  create(context) {
    const services = /** @type {any} */ (context.sourceCode.parserServices);
    /** @type {ts.TypeChecker} */
    const checker = services.program.getTypeChecker();
    /** @param {any} node @returns {ts.Type} */
    const typeOf = (node) => checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(node));

    /** @param {any} child @returns {Kind} */
    function kindOf(child) {
      if (child.type === 'JSXText') return 'still';
      if (child.type === 'JSXElement') return isHost(child) ? 'element' : 'come';
      if (child.type !== 'JSXExpressionContainer') return 'come';
      const type = typeOf(child.expression);
      if ((type.flags & unitFlags) !== 0) return 'still';
      return mayBeText(type, checker) ? 'change' : 'come';
    }

    /** @param {any} node An element or a fragment. */
    function checkChildren(node) {
      const children = node.children.filter((/** @type {any} */ child) => !isNothing(child));
      const kinds = children.map(kindOf);
      const isFragment = node.type === 'JSXFragment';
      for (const [index, kind] of kinds.entries()) {
        const isAlone = kinds.length === 1 && !isFragment;
        const follows = isFragment || kinds.slice(0, index).some((/** @type {Kind} */ one) => one === 'come');
        if (kind === 'change' && !isAlone) context.report({ node: children[index], messageId: 'change' });
        else if (kind === 'still' && follows) context.report({ node: children[index], messageId: 'follow' });
      }
    }

    /** @type {(string | null)[]} The functions around a node, innermost last: their names. */
    const functions = [];
    /** @param {any} node */
    function enter(node) {
      functions.push(node.id?.name ?? null);
    }
    function leave() {
      functions.pop();
    }

    return {
      JSXElement: checkChildren,
      JSXFragment: checkChildren,
      FunctionDeclaration: enter,
      FunctionExpression: enter,
      ArrowFunctionExpression: enter,
      'FunctionDeclaration:exit': leave,
      'FunctionExpression:exit': leave,
      'ArrowFunctionExpression:exit': leave,
      /** @param {any} node */
      ReturnStatement(node) {
        const isComponent = /^[A-Z]/u.test(functions.at(-1) ?? '');
        if (!isComponent || !node.argument) return;
        if (mayBeText(typeOf(node.argument), checker)) context.report({ node, messageId: 'returned' });
      },
    };
  },
};
