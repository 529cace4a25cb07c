/** Models in models become one flat list of layers, as they compute. */
import { fieldOf, listOf, objectOf, textOf } from '../json/modelJson.ts';
import { MAX_NESTING, MAX_NODES } from '../limits.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';
import { damaged, refused, shortened, tooLarge } from '../refuse.ts';
import { type LayerCall, readCalls, readReferences } from './calls.ts';
import type { FlatNetwork, RawLayer } from './rawLayer.ts';

const containerClasses: ReadonlySet<string> = new Set(['Sequential', 'Model', 'Functional']);

interface Member {
  readonly name: string;
  readonly className: string;
  readonly config: JsonValue | undefined;
  readonly raw: JsonObject;
  readonly storeName: string;
  readonly call: LayerCall | null;
}

interface Collected {
  readonly file: string;
  readonly layers: RawLayer[];
  readonly names: Set<string>;
  readonly containers: string[];
}

interface Scope {
  readonly containers: readonly string[];
  readonly storePath: string;
  /** Flat names of what the container is called with; null for the model itself. */
  readonly inputs: readonly string[] | null;
}

/**
 * Opens all containers. An inner `InputLayer` falls away where its container reads a layer outside. Layer names
 * that occur in two containers get the container's name before them.
 *
 * @param json `{ class_name, config }` of the model
 * @throws Failure `modelFileDamaged`, `modelKindRefused` (layers or models that are used twice, several inputs), `modelTooLarge`
 */
export function flattenModel(json: JsonObject, file: string): FlatNetwork {
  const className = textOf(fieldOf(json, 'class_name')) ?? '';
  if (!containerClasses.has(className)) {
    throw refused(
      `The model is of the class “${shortened(className)}”, written by its author: only Sequential and Functional models say how they compute`,
    );
  }
  const collected: Collected = { file, layers: [], names: new Set(), containers: [] };
  const config = fieldOf(json, 'config');
  const scope: Scope = { containers: [], storePath: '', inputs: null };
  const outputs = openContainer(className, config, scope, collected);
  const inputs = collected.layers.filter((layer) => layer.className === 'InputLayer');
  if (inputs.length !== 1) {
    throw refused(
      inputs.length === 0
        ? 'The model has no input'
        : `The model reads ${inputs.length} inputs; one picture can be given`,
    );
  }
  const name = textOf(objectOf(config) ? fieldOf(objectOf(config)!, 'name') : undefined);
  return { name: name ?? '', layers: collected.layers, outputs, containers: collected.containers };
}

function openContainer(
  className: string,
  config: JsonValue | undefined,
  scope: Scope,
  collected: Collected,
): string[] {
  if (scope.containers.length >= MAX_NESTING)
    throw refused(`The model nests over ${MAX_NESTING} models in each other`);
  const object = objectOf(config);
  const list = listOf(config) ?? (object && listOf(fieldOf(object, 'layers')));
  if (!list || list.length === 0) throw damaged(collected.file, 'A model in it has no layers');
  const members = readMembers(list, collected.file);
  return className === 'Sequential'
    ? openSequential(members, object, scope, collected)
    : openFunctional(members, object ?? {}, scope, collected);
}

function readMembers(list: readonly JsonValue[], file: string): Member[] {
  if (list.length > MAX_NODES) throw tooLarge(`The model has over ${MAX_NODES} layers`);
  const counts = new Map<string, number>();
  return list.map((entry, index): Member => {
    const raw = objectOf(entry);
    const className = raw && textOf(fieldOf(raw, 'class_name'));
    if (!raw || !className) throw damaged(file, 'A layer in it has no class');
    const config = fieldOf(raw, 'config');
    const named = objectOf(config);
    const name = textOf(fieldOf(raw, 'name')) ?? (named && textOf(fieldOf(named, 'name')));
    const snake = snakeCase(className);
    const count = counts.get(snake) ?? 0;
    counts.set(snake, count + 1);
    const calls = readCalls(fieldOf(raw, 'inbound_nodes'));
    if (calls === null) throw damaged(file, `What “${shortened(name ?? className)}” reads is not understood`);
    if (calls.length > 1)
      throw refused(
        `The layer “${shortened(name ?? className)}” is used ${calls.length} times; shared layers have no single map`,
      );
    return {
      name: name ?? `${snake}_${index}`,
      className,
      config,
      raw,
      storeName: count === 0 ? snake : `${snake}_${count}`,
      call: calls[0] ?? null,
    };
  });
}

/** Keras' own rule for names of classes: Conv2D → conv2d, BatchNormalization → batch_normalization. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function openSequential(
  members: readonly Member[],
  config: JsonObject | null,
  scope: Scope,
  collected: Collected,
): string[] {
  let current = scope.inputs;
  const [first] = members;
  const startsWithContainer = first !== undefined && containerClasses.has(first.className);
  if (current === null && first?.className !== 'InputLayer' && !startsWithContainer) {
    const shape = inputShapeOf(first!) ?? (config && fieldOf(config, 'build_input_shape'));
    if (!shape)
      throw refused(
        'The model does not say how large its picture is. Save it after it has been built or trained',
      );
    current = [addInput(shape, scope, collected)];
  }
  for (const member of members) {
    if (member.className === 'InputLayer' && current !== null) continue;
    current = addMember(member, current ?? [], scope, collected);
    if (current.length !== 1) throw refused('A model in it gives several outputs to one layer');
  }
  return [...(current ?? [])];
}

function inputShapeOf(member: Member): JsonValue | null {
  const config = objectOf(member.config) ?? {};
  const build = objectOf(fieldOf(member.raw, 'build_config'));
  return (
    fieldOf(config, 'batch_input_shape') ??
    fieldOf(config, 'batch_shape') ??
    (build && fieldOf(build, 'input_shape')) ??
    null
  );
}

function addInput(shape: JsonValue, scope: Scope, collected: Collected): string {
  const member = { name: 'input', className: 'InputLayer', config: { batch_input_shape: shape } };
  return addLayer({ ...member, raw: {}, storeName: 'input_layer', call: null }, [], scope, collected);
}

function openFunctional(
  members: readonly Member[],
  config: JsonObject,
  scope: Scope,
  collected: Collected,
): string[] {
  const outer = scope.inputs;
  const known = new Map<string, readonly string[]>();
  readReferences(fieldOf(config, 'input_layers')).forEach((name, index) => {
    const given = outer?.[index];
    if (given !== undefined) known.set(name, [given]);
  });
  let waiting = members.filter((member) => !known.has(member.name));
  // Files list layers nearly in order; each round takes all whose inputs are there.
  while (waiting.length > 0) {
    const next: Member[] = [];
    for (const member of waiting) {
      const inputs = member.call?.inputs ?? [];
      if (!inputs.every((name) => known.has(name))) next.push(member);
      else if (known.has(member.name))
        throw damaged(collected.file, `It has two layers named “${shortened(member.name)}”`);
      else
        known.set(
          member.name,
          addMember(
            member,
            inputs.flatMap((name) => known.get(name)!),
            scope,
            collected,
          ),
        );
    }
    if (next.length === waiting.length)
      throw damaged(collected.file, `The layer “${shortened(next[0]!.name)}” reads what is not there`);
    waiting = next;
  }
  const outputs = readReferences(fieldOf(config, 'output_layers')).map((name) => known.get(name));
  if (outputs.length === 0 || outputs.some((names) => names === undefined)) {
    throw damaged(collected.file, 'The model’s output is not among its layers');
  }
  return outputs.flatMap((names) => [...names!]);
}

/** Adds a layer, or all layers of a container. @returns the flat names of its outputs */
function addMember(
  member: Member,
  inputs: readonly string[],
  scope: Scope,
  collected: Collected,
): readonly string[] {
  if (!containerClasses.has(member.className)) return [addLayer(member, inputs, scope, collected)];
  collected.containers.push(member.name);
  return openContainer(
    member.className,
    member.config,
    {
      containers: [...scope.containers, member.name],
      storePath: `${scope.storePath}layers/${member.storeName}/`,
      inputs: inputs.length === 0 ? null : inputs,
    },
    collected,
  );
}

function addLayer(member: Member, inputs: readonly string[], scope: Scope, collected: Collected): string {
  const { layers, names } = collected;
  if (layers.length >= MAX_NODES) throw tooLarge(`The model has over ${MAX_NODES} layers`);
  let name = member.name;
  if (names.has(name)) name = `${scope.containers.at(-1) ?? 'model'}_${name}`;
  for (let index = 2; names.has(name); index++) name = `${member.name}_${index}`;
  names.add(name);
  layers.push({
    name,
    className: member.className,
    config: objectOf(member.config) ?? {},
    inputs,
    constants: member.call?.constants ?? {},
    origin: {
      ownName: member.name,
      containers: scope.containers,
      storePath: `${scope.storePath}layers/${member.storeName}`,
    },
  });
  return name;
}
