/** The parts of a frozen TensorFlow graph, as TensorFlow.js keeps it in a GraphModel, read by ourselves. */
import type * as tf from '@tensorflow/tfjs';

/** One operation of the graph as its file states it. */
export interface GraphNode {
  readonly op: string;
  readonly name: string;
  /** Names of what it reads, without output numbers and control inputs. */
  readonly inputs: readonly string[];
  readonly attributes: GraphAttributes;
}

export interface GraphAttributes {
  number(name: string, otherwise: number): number;
  numbers(name: string): readonly number[];
  text(name: string, otherwise: string): string;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** Sizes of a `shape` attribute, −1 for what is open. */
  shape(name: string): readonly number[];
}

interface RawAttribute {
  readonly i?: string | number;
  readonly f?: number;
  readonly s?: unknown;
  readonly b?: boolean;
  readonly shape?: { readonly dim?: readonly { readonly size: string | number }[] };
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly unknown[] };
}

interface RawNode {
  readonly op: string;
  readonly name: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, RawAttribute>>;
}

/** Where tfjs' GraphModel keeps the file. */
interface ModelWithArtifacts {
  readonly artifacts?: { readonly modelTopology?: { readonly node?: readonly RawNode[] } };
}

/** @returns the nodes by name; null where the model does not show them */
export function readGraphFile(model: tf.GraphModel): ReadonlyMap<string, GraphNode> | null {
  const nodes = (model as unknown as ModelWithArtifacts).artifacts?.modelTopology?.node;
  if (!Array.isArray(nodes)) return null;
  return new Map(
    (nodes as readonly RawNode[]).map(({ op, name, input = [], attr = {} }) => {
      const inputs = input.filter((one) => !one.startsWith('^')).map((one) => one.replace(/:\d+$/, ''));
      return [name, { op, name, inputs, attributes: attributesOf(attr) }];
    }),
  );
}

function attributesOf(raw: Readonly<Record<string, RawAttribute>>): GraphAttributes {
  return {
    number: (name, otherwise) => Number(raw[name]?.f ?? raw[name]?.i ?? otherwise),
    numbers: (name) => (raw[name]?.list?.i ?? []).map(Number),
    text: (name, otherwise) => (raw[name]?.s === undefined ? otherwise : decode(raw[name].s)),
    texts: (name) => (raw[name]?.list?.s ?? []).map(decode),
    flag: (name) => raw[name]?.b ?? false,
    shape: (name) => (raw[name]?.shape?.dim ?? []).map(({ size }) => Number(size)),
  };
}

/** Strings are base64 in JSON, and lists of codes where a program made them. */
function decode(value: unknown): string {
  if (Array.isArray(value)) return String.fromCharCode(...(value as number[]));
  return atob(String(value));
}
