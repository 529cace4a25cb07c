import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describeLayers } from '../src/model/layers/describeLayers.ts';
import type { LayerInfo } from '../src/model/layers/layerGraph.ts';
import type { OracleLayer } from './oracles/readOracles.ts';

const topologySchema = v.object({
  modelTopology: v.object({
    model_config: v.object({
      config: v.object({
        layers: v.array(
          v.object({
            name: v.string(),
            class_name: v.string(),
            // [[[name of the layer read, node index, tensor index, arguments], …]]
            inbound_nodes: v.array(v.array(v.looseTuple([v.string()]))),
          }),
        ),
      }),
    }),
  }),
});

/** The 155 target layers of public/model as the engine describes them; sizes from the reference's list. */
export function defaultModelLayers(sizes: readonly OracleLayer[]): LayerInfo[] {
  const json: unknown = JSON.parse(
    readFileSync(new URL('../public/model/model.json', import.meta.url), 'utf8'),
  );
  const { layers } = v.parse(topologySchema, json).modelTopology.model_config.config;
  const layerOfName = new Map(layers.map((layer) => [layer.name, layer]));
  return describeLayers(
    sizes.map(({ name, height, width, channels }) => {
      const layer = layerOfName.get(name);
      if (layer === undefined) throw new Error(`the model has no layer ${name}`);
      const inputs = layer.inbound_nodes.flat().map(([input]) => input);
      return { name, className: layer.class_name, inputs, height, width, channels };
    }),
  );
}
