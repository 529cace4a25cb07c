/**
 * The view as the fragment of a URL, e.g. `v=1&picture=dog-shepherd&target=1&layer=block_6_add`. Only
 * what differs from the default is written. A link is written by strangers: reading never throws, and
 * what is unknown, invalid or out of range is as if it were not there.
 */

import { camMethodIds } from '../../../cam/methods.ts';
import { layerSetIds } from '../../../model/layers/layerSet.ts';
import { isSitePicture } from '../pictures/sitePicture.ts';
import { decodeCrate, encodeCrate } from '../view/crateCode.ts';
import { decodeMix, encodeMix, fusionIds } from '../view/fusionMix.ts';
import { decodeMask, encodeMask } from '../view/maskView.ts';
import { defaultView, type View } from '../view/view.ts';

const version = '1';
const longestHash = 2048;
/** In the place of a sample's id: the picture was the user's own, which the view does not hold. */
const ownPicture = 'own';

interface Codec<Value> {
  /** The name in the URL. */
  readonly key: string;
  encode(value: Value): string;
  /** Undefined for text that is no such value. */
  decode(text: string): Value | undefined;
}

type WritableView = { -readonly [Property in keyof View]: View[Property] };

const stageSources = ['layer', 'average', 'lastConvolution'] as const;

const codecs: { readonly [Property in keyof View]: Codec<View[Property]> } = {
  sample: {
    key: 'picture',
    encode: (sample) => sample ?? ownPicture,
    decode(text) {
      if (text === ownPicture) return null;
      return /^[a-z0-9-]{1,64}$/.test(text) || isSitePicture(text) ? text : undefined;
    },
  },
  target: {
    key: 'target',
    encode: String,
    decode: (text) => (text === 'predicted' ? text : /^\d{1,5}$/.test(text) ? Number(text) : undefined),
  },
  method: oneOf('method', camMethodIds),
  layer: {
    key: 'layer',
    encode: (name) => name,
    // Half a character pair would come back as another name.
    decode: (text) => (text.length <= 128 && text.isWellFormed() ? text : undefined),
  },
  layerSet: oneOf('layers', layerSetIds),
  leftStage: oneOf('left', stageSources),
  rightStage: oneOf('right', stageSources),
  fusion: oneOf('fusion', fusionIds),
  mix: { key: 'mix', encode: encodeMix, decode: decodeMix },
  opacity: {
    key: 'opacity',
    encode: (opacity) => String(Math.round(opacity * 1000) / 1000),
    decode: (text) => (/^(0|1|0\.\d{1,3})$/.test(text) ? Number(text) : undefined),
  },
  colourMap: oneOf('colours', ['turbo', 'viridis', 'magma', 'cividis', 'jet']),
  smooth: onOrOff('smooth'),
  sign: oneOf('sign', ['positive', 'negative', 'signed']),
  scale: oneOf('scale', ['layer', 'run']),
  contours: onOrOff('contours'),
  mask: { key: 'mask', encode: encodeMask, decode: decodeMask },
  speed: oneOf('speed', [0.25, 0.5, 1, 2]),
  loop: onOrOff('loop'),
  fit: oneOf('fit', ['stretch', 'centreCrop']),
  crate: { key: 'crate', encode: encodeCrate, decode: decodeCrate },
};

/**
 * The fragment for a view, without `#`; empty for the default view. Never longer than 2,048 characters: a property
 * that would make it so (a mix with hundreds of weights) is left out.
 */
export function encodeView(view: View): string {
  const words = new URLSearchParams({ v: version });
  for (const property of keysOf(codecs)) encodeProperty(words, view, property);
  return words.size === 1 ? '' : words.toString();
}

/** The view that a fragment stands for, with or without its `#`. Never throws. */
export function decodeView(hash: string): View {
  if (hash.length > longestHash + 1) return defaultView;
  const words = new URLSearchParams(hash.startsWith('#') ? hash.slice(1) : hash);
  if (words.get('v') !== version) return defaultView;
  const view: WritableView = { ...defaultView };
  for (const property of keysOf(codecs)) decodeProperty(words, view, property);
  return view;
}

function encodeProperty<Property extends keyof View>(
  words: URLSearchParams,
  view: View,
  property: Property,
): void {
  const codec: Codec<View[Property]> = codecs[property];
  const text = codec.encode(view[property]);
  // What reading would refuse is not written either.
  if (text !== codec.encode(defaultView[property]) && codec.decode(text) !== undefined) {
    words.set(codec.key, text);
    if (words.toString().length > longestHash) words.delete(codec.key);
  }
}

function decodeProperty<Property extends keyof View>(
  words: URLSearchParams,
  view: WritableView,
  property: Property,
): void {
  const codec: Codec<View[Property]> = codecs[property];
  const text = words.get(codec.key);
  const value = text === null ? undefined : codec.decode(text);
  if (value !== undefined) view[property] = value;
}

function oneOf<Value extends string | number>(key: string, values: readonly Value[]): Codec<Value> {
  return { key, encode: String, decode: (text) => values.find((value) => String(value) === text) };
}

function onOrOff(key: string): Codec<boolean> {
  return {
    key,
    encode: (value) => (value ? 'on' : 'off'),
    decode: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
  };
}

/** The keys of an object literal: TypeScript cannot know that there are no others, here there are none. */
function keysOf<Table extends object>(table: Table): (keyof Table)[] {
  return Object.keys(table) as (keyof Table)[];
}
