/** A GraphModel of TensorFlow.js: TensorFlow's operations as JSON, with constants among the weights. */
import { buildGraph } from '../graph/buildGraph.ts';
import type { GraphNode, RawGraph } from '../graph/graphNode.ts';
import { fieldOf, listOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject } from '../modelSource.ts';
import type { ReadContext, ReadNetwork } from '../reader.ts';
import { damaged, refused } from '../refuse.ts';
import { readManifest } from '../weights/manifest.ts';
import { readAttributes, readShape } from './attributes.ts';
import type { TfjsModelFile } from './modelFile.ts';

/** @throws Failure of the steps: see `readModel` */
export function readGraphModel(
  model: TfjsModelFile,
  file: string,
  metadata: JsonObject | null,
  { files, assumedSide, output }: ReadContext,
): ReadNetwork {
  const weights = readManifest(model.manifest, files, file);
  const parsed = readNodes(model.topology, file);
  const graph: RawGraph = {
    nodes: parsed.filter(({ op }) => op !== 'Const' && !isPlaceholder(op)),
    weights,
    input: findInput(model, file),
    outputs: findOutputs(model.signature, parsed),
  };
  const built = buildGraph(graph, { file, assumedSide, output });
  return {
    format: 'tfjsGraph',
    name: '',
    ...built,
    containers: containersOf(parsed),
    metadata: metadata ?? model.userDefinedMetadata,
  };
}

function isPlaceholder(op: string): boolean {
  return op === 'Placeholder' || op === 'PlaceholderWithDefault';
}

function rawNodes(topology: JsonObject): JsonObject[] {
  return (listOf(fieldOf(topology, 'node')) ?? []).map(objectOf).filter((node) => node !== null);
}

function readNodes(topology: JsonObject, file: string): GraphNode[] {
  const seen = new Set<string>();
  return rawNodes(topology).map((node) => {
    const name = textOf(fieldOf(node, 'name'));
    const op = textOf(fieldOf(node, 'op'));
    if (name === null || op === null) throw damaged(file, 'An operation in it has no name');
    if (seen.has(name)) throw damaged(file, `It has two operations named “${name.slice(0, 80)}”`);
    seen.add(name);
    const inputs = (listOf(fieldOf(node, 'input')) ?? []).map((input) => textOf(input) ?? '');
    return {
      name,
      op,
      // A name with ^ only says what must run before.
      inputs: inputs.filter((input) => !input.startsWith('^')).map(withoutIndex),
      attributes: readAttributes(objectOf(fieldOf(node, 'attr')) ?? {}),
    };
  });
}

/** “conv:0” is the first output of “conv”. */
function withoutIndex(name: string): string {
  return name.replace(/:\d+$/u, '');
}

function findInput({ topology, signature }: TfjsModelFile, file: string): RawGraph['input'] {
  const placeholders = rawNodes(topology).filter((node) => isPlaceholder(textOf(fieldOf(node, 'op')) ?? ''));
  const [placeholder] = placeholders;
  if (!placeholder) throw damaged(file, 'It has no input');
  if (placeholders.length > 1)
    throw refused(`The model reads ${placeholders.length} inputs; one picture can be given`);
  const name = textOf(fieldOf(placeholder, 'name')) ?? '';
  const attr = objectOf(fieldOf(placeholder, 'attr')) ?? {};
  const inputs = Object.values(objectOf(fieldOf(signature ?? {}, 'inputs')) ?? {});
  const signed = readShape(
    inputs.map(objectOf).flatMap((entry) => (entry ? [fieldOf(entry, 'tensorShape') ?? null] : []))[0],
  );
  const own = readShape(fieldOf(attr, 'shape'));
  const shape = own && own.length > 0 ? own : signed;
  if (!shape) throw refused('The model does not say how large its picture is');
  return { name, shape };
}

/** As signed, and else every operation that none other reads. */
function findOutputs(signature: JsonObject | null, nodes: readonly GraphNode[]): string[] {
  const known = new Set(nodes.map(({ name }) => name));
  const signed = Object.values(objectOf(fieldOf(signature ?? {}, 'outputs')) ?? {}).flatMap((entry) => {
    const name = withoutIndex(textOf(fieldOf(objectOf(entry) ?? {}, 'name')) ?? '');
    return known.has(name) ? [name] : [];
  });
  if (signed.length > 0) return [...new Set(signed)];
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return nodes
    .filter(({ name, op }) => !read.has(name) && op !== 'Const' && !isPlaceholder(op))
    .map(({ name }) => name);
}

/** Parts of the names that stand before the operations, such as `mobilenetv2_1.00_224`. */
function containersOf(nodes: readonly GraphNode[]): string[] {
  const parts = nodes.flatMap(({ name }) => name.split('/').slice(0, -2));
  return [...new Set(parts)]
    .filter(
      (part) =>
        !/^(?:StatefulPartitionedCall|PartitionedCall|sequential(?:_\d+)?|model(?:_\d+)?)$/u.test(part),
    )
    .slice(0, 50);
}
