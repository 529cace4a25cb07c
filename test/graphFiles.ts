/** Writes frozen TensorFlow graphs as TensorFlow.js' converter does, small ones for tests. */
import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../src/measure/random.ts';

type Attribute = Readonly<Record<string, unknown>>;

export interface GraphBuilder {
  /** A float constant with random numbers, or with these. @returns its name */
  constant(name: string, shape: readonly number[], values?: readonly number[]): string;
  /** Whole numbers: axes, shapes, borders. */
  integers(name: string, values: readonly number[], shape?: readonly number[]): string;
  /** @returns the node's name */
  node(op: string, name: string, inputs: readonly string[], attributes?: Attribute): string;
}

const type = { T: { type: 'DT_FLOAT' } };
export const text = (value: string) => ({ s: btoa(value) });
export const texts = (...values: string[]) => ({ list: { s: values.map((value) => btoa(value)) } });
export const integers = (...values: number[]) => ({ list: { i: values.map(String) } });

/** @param build is given the picture's name and answers the output's */
export async function buildGraph(
  size: readonly [number, number, number],
  build: (graph: GraphBuilder, picture: string) => string,
): Promise<tf.GraphModel> {
  const random = createRandom(11);
  const nodes: object[] = [];
  const specs: tf.io.WeightsManifestEntry[] = [];
  const buffers: Uint8Array[] = [];
  const sizes = (shape: readonly number[]) => ({
    shape: { dim: shape.map((one) => ({ size: String(one) })) },
  });
  const put = (
    name: string,
    shape: readonly number[],
    dtype: 'float32' | 'int32',
    values: Float32Array | Int32Array,
  ) => {
    const attr = { dtype: { type: dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } };
    nodes.push({
      op: 'Const',
      name,
      attr: { ...attr, value: { tensor: { dtype: attr.dtype.type, tensorShape: sizes(shape).shape } } },
    });
    specs.push({ name, shape: [...shape], dtype });
    buffers.push(new Uint8Array(values.buffer));
    return name;
  };
  const graph: GraphBuilder = {
    constant(name, shape, values) {
      const length = shape.reduce((a, b) => a * b, 1);
      return put(
        name,
        shape,
        'float32',
        Float32Array.from(values ?? { length }, (value: number | undefined) => value ?? random() - 0.5),
      );
    },
    integers: (name, values, shape = [values.length]) => put(name, shape, 'int32', Int32Array.from(values)),
    node(op, name, inputs, attributes = {}) {
      nodes.push({ op, name, input: inputs, attr: { ...type, ...attributes } });
      return name;
    },
  };
  nodes.push({
    op: 'Placeholder',
    name: 'picture',
    attr: { dtype: { type: 'DT_FLOAT' }, shape: sizes([-1, ...size]) },
  });
  graph.node('Identity', 'Identity', [build(graph, 'picture')]);
  const weightData = new Uint8Array(buffers.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const buffer of buffers) {
    weightData.set(buffer, offset);
    offset += buffer.length;
  }
  return await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: { node: nodes, versions: { producer: 1, minConsumer: 1 } },
      format: 'graph-model',
      weightSpecs: specs,
      weightData: weightData.buffer,
    }),
  );
}
