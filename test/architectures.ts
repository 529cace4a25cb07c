/** The usual families of picture classifiers, each with its own kinds of blocks, at full depth or as one of each. */
import * as tf from '@tensorflow/tfjs';

type X = tf.SymbolicTensor;
type Block = (x: X) => X;

const put = (layer: tf.layers.Layer, x: X | X[]) => layer.apply(x) as X;
const conv = (x: X, filters: number, kernelSize: number | [number, number], options: object = {}) =>
  put(tf.layers.conv2d({ filters, kernelSize, padding: 'same', ...options }), x);
const depthwise = (x: X, kernelSize: number, options: object = {}) =>
  put(tf.layers.depthwiseConv2d({ kernelSize, padding: 'same', useBias: false, ...options }), x);
const separable = (x: X, filters: number) =>
  put(tf.layers.separableConv2d({ filters, kernelSize: 3, padding: 'same', useBias: false } as never), x);
const normalise = (x: X) => put(tf.layers.batchNormalization({ epsilon: 1e-3 }), x);
const activate = (x: X, activation: string) =>
  put(tf.layers.activation({ activation: activation as 'relu' }), x);
const relu = (x: X) => activate(x, 'relu');
const relu6 = (x: X) => put(tf.layers.reLU({ maxValue: 6 }), x);
const add = (...xs: X[]) => put(tf.layers.add(), xs);
const concatenate = (...xs: X[]) => put(tf.layers.concatenate(), xs);
const maxPool = (x: X, poolSize: number, strides: number, padding: 'same' | 'valid' = 'same') =>
  put(tf.layers.maxPooling2d({ poolSize, strides, padding }), x);
const averagePool = (x: X, poolSize: number, strides: number, padding: 'same' | 'valid' = 'same') =>
  put(tf.layers.averagePooling2d({ poolSize, strides, padding }), x);
const convBn = (x: X, filters: number, kernelSize: number | [number, number], options: object = {}) =>
  normalise(conv(x, filters, kernelSize, { useBias: false, ...options }));
const channelsOf = (x: X) => x.shape.at(-1)!;
const times = (x: X, count: number, block: (x: X, index: number) => X) =>
  Array.from({ length: count }).reduce<X>((value, _, index) => block(value, index), x);

export interface Architecture {
  readonly name: string;
  /** Sides of the picture: full, and as small as the blocks allow. */
  readonly side: number;
  readonly smallSide: number;
  /** @param width multiplies channels; @param isSmall one block of each kind */
  readonly body: (x: X, channels: (count: number) => number, isSmall: boolean) => X;
}

const vgg16: Architecture = {
  name: 'VGG16',
  side: 224,
  smallSide: 8,
  body: (x, channels, isSmall) => {
    const stages = isSmall
      ? ([
          [1, 64],
          [2, 128],
        ] as const)
      : ([
          [2, 64],
          [2, 128],
          [3, 256],
          [3, 512],
          [3, 512],
        ] as const);
    for (const [count, filters] of stages) {
      x = times(x, count, (y) => conv(y, channels(filters), 3, { activation: 'relu' }));
      x = maxPool(x, 2, 2, 'valid');
    }
    return x;
  },
};

const resNet50: Architecture = {
  name: 'ResNet50',
  side: 224,
  smallSide: 16,
  body: (x, channels, isSmall) => {
    const padded = (y: X, border: number) => put(tf.layers.zeroPadding2d({ padding: [border, border] }), y);
    x = relu(normalise(conv(padded(x, 3), channels(64), 7, { strides: 2, padding: 'valid' })));
    x = maxPool(padded(x, 1), 3, 2, 'valid');
    const block =
      (filters: number, strides: number, widens: boolean): Block =>
      (y) => {
        const shortcut = widens ? normalise(conv(y, 4 * filters, 1, { strides })) : y;
        let z = relu(normalise(conv(y, filters, 1, { strides })));
        z = relu(normalise(conv(z, filters, 3)));
        return relu(add(shortcut, normalise(conv(z, 4 * filters, 1))));
      };
    const stages = isSmall
      ? ([[2, 64]] as const)
      : ([
          [3, 64],
          [4, 128],
          [6, 256],
          [3, 512],
        ] as const);
    for (const [stage, [count, filters]] of stages.entries()) {
      x = times(x, count, (y, index) =>
        block(channels(filters), index === 0 && stage > 0 ? 2 : 1, index === 0)(y),
      );
    }
    return x;
  },
};

const mobileNetV1: Architecture = {
  name: 'MobileNetV1',
  side: 224,
  smallSide: 9,
  body: (x, channels, isSmall) => {
    x = relu6(convBn(x, channels(32), 3, { strides: 2 }));
    const stages: [number, number][] = isSmall
      ? [
          [64, 1],
          [128, 2],
        ]
      : [
          [64, 1],
          [128, 2],
          [128, 1],
          [256, 2],
          [256, 1],
          [512, 2],
          [512, 1],
          [512, 1],
          [512, 1],
          [512, 1],
          [512, 1],
          [1024, 2],
          [1024, 1],
        ];
    for (const [filters, strides] of stages) {
      const y =
        strides === 2
          ? put(
              tf.layers.zeroPadding2d({
                padding: [
                  [0, 1],
                  [0, 1],
                ],
              }),
              x,
            )
          : x;
      x = relu6(normalise(depthwise(y, 3, { strides, padding: strides === 2 ? 'valid' : 'same' })));
      x = relu6(convBn(x, channels(filters), 1));
    }
    return x;
  },
};

/** Squeeze and excitation: a gate for each channel, as Keras writes it. */
const gate = (x: X, squeezed: number, inner: string, outer: string) => {
  const [, height, width] = x.shape;
  const pooled = put(tf.layers.averagePooling2d({ poolSize: [height!, width!] }), x);
  const squeeze = conv(pooled, squeezed, 1, { activation: inner });
  return put(tf.layers.multiply(), [x, conv(squeeze, channelsOf(x), 1, { activation: outer })]);
};

const inverted =
  (
    filters: number,
    expansion: number,
    kernelSize: number,
    strides: number,
    activation: string,
    gateOf: (x: X) => X,
  ): Block =>
  (x) => {
    const expanded = expansion === 1 ? x : activate(convBn(x, expansion * channelsOf(x), 1), activation);
    const spatial = activate(normalise(depthwise(expanded, kernelSize, { strides })), activation);
    const y = convBn(gateOf(spatial), filters, 1);
    return strides === 1 && channelsOf(x) === filters ? add(x, y) : y;
  };

const efficientNetB0: Architecture = {
  name: 'EfficientNetB0',
  side: 224,
  smallSide: 9,
  body: (x, channels, isSmall) => {
    x = activate(convBn(x, channels(32), 3, { strides: 2 }), 'swish');
    const stages = isSmall
      ? ([[1, 16, 2, 3, 6]] as const)
      : ([
          [1, 16, 1, 3, 1],
          [2, 24, 2, 3, 6],
          [2, 40, 2, 5, 6],
          [3, 80, 2, 3, 6],
          [3, 112, 1, 5, 6],
          [4, 192, 2, 5, 6],
          [1, 320, 1, 3, 6],
        ] as const);
    for (const [count, filters, strides, kernelSize, expansion] of stages) {
      x = times(x, isSmall ? 2 : count, (y, index) =>
        inverted(channels(filters), expansion, kernelSize, index === 0 ? strides : 1, 'swish', (z) =>
          gate(z, Math.max(1, channelsOf(y) >> 2), 'swish', 'sigmoid'),
        )(y),
      );
    }
    return activate(convBn(x, channels(1280), 1), 'swish');
  },
};

const mobileNetV3: Architecture = {
  name: 'MobileNetV3Small',
  side: 224,
  smallSide: 9,
  body: (x, channels, isSmall) => {
    x = activate(convBn(x, channels(16), 3, { strides: 2 }), 'swish');
    const rows = isSmall
      ? ([
          [3, 4, 24, 2, true, 'relu'],
          [5, 4, 24, 1, true, 'swish'],
        ] as const)
      : ([
          [3, 1, 16, 2, true, 'relu'],
          [3, 4.5, 24, 2, false, 'relu'],
          [3, 3.66, 24, 1, false, 'relu'],
          [5, 4, 40, 2, true, 'swish'],
          [5, 6, 40, 1, true, 'swish'],
          [5, 6, 40, 1, true, 'swish'],
          [5, 3, 48, 1, true, 'swish'],
          [5, 3, 48, 1, true, 'swish'],
          [5, 6, 96, 2, true, 'swish'],
          [5, 6, 96, 1, true, 'swish'],
          [5, 6, 96, 1, true, 'swish'],
        ] as const);
    for (const [kernelSize, expansion, filters, strides, isGated, activation] of rows) {
      x = inverted(channels(filters), Math.round(expansion), kernelSize, strides, activation, (z) =>
        isGated ? gate(z, Math.max(1, channelsOf(z) >> 2), 'relu', 'hardSigmoid') : z,
      )(x);
    }
    return activate(convBn(x, channels(576), 1), 'swish');
  },
};

const denseNet121: Architecture = {
  name: 'DenseNet121',
  side: 224,
  smallSide: 16,
  body: (x, channels, isSmall) => {
    x = maxPool(relu(convBn(x, channels(64), 7, { strides: 2 })), 3, 2);
    const growth = channels(32);
    const blocks = isSmall ? [2, 1] : [6, 12, 24, 16];
    for (const [place, count] of blocks.entries()) {
      x = times(x, count, (y) => {
        const z = relu(normalise(conv(relu(normalise(y)), 4 * growth, 1, { useBias: false })));
        return concatenate(y, conv(z, growth, 3, { useBias: false }));
      });
      if (place < blocks.length - 1)
        x = averagePool(conv(relu(normalise(x)), channelsOf(x) >> 1, 1, { useBias: false }), 2, 2);
    }
    return relu(normalise(x));
  },
};

const xception: Architecture = {
  name: 'Xception',
  side: 299,
  smallSide: 19,
  body: (x, channels, isSmall) => {
    x = relu(convBn(x, channels(32), 3, { strides: 2, padding: 'valid' }));
    x = relu(convBn(x, channels(64), 3, { padding: 'valid' }));
    const entry =
      (filters: number, isFirst: boolean): Block =>
      (y) => {
        const shortcut = convBn(y, filters, 1, { strides: 2 });
        const first = normalise(separable(isFirst ? y : relu(y), filters));
        return add(shortcut, maxPool(normalise(separable(relu(first), filters)), 3, 2));
      };
    const entries = isSmall ? [128] : [128, 256, 728];
    for (const [index, filters] of entries.entries()) x = entry(channels(filters), index === 0)(x);
    x = times(x, isSmall ? 1 : 8, (y) =>
      add(
        y,
        times(y, 3, (z) => normalise(separable(relu(z), channelsOf(y)))),
      ),
    );
    if (!isSmall) x = entry(channels(1024), false)(x);
    return relu(normalise(separable(x, channels(1536))));
  },
};

const inceptionV3: Architecture = {
  name: 'InceptionV3',
  side: 299,
  smallSide: 24,
  body: (x, channels, isSmall) => {
    const unit = (y: X, filters: number, kernelSize: number | [number, number], options: object = {}) =>
      relu(convBn(y, channels(filters), kernelSize, options));
    x = unit(unit(x, 32, 3, { strides: 2, padding: 'valid' }), 32, 3, { padding: 'valid' });
    if (!isSmall) x = maxPool(unit(x, 64, 3), 3, 2, 'valid');
    x = maxPool(unit(unit(x, 80, 1), 192, 3, { padding: 'valid' }), 3, 2, 'valid');
    const pooled = (y: X, filters: number) => unit(averagePool(y, 3, 1), filters, 1);
    x = times(x, isSmall ? 1 : 3, (y) =>
      concatenate(
        unit(y, 64, 1),
        unit(unit(y, 48, 1), 64, 5),
        unit(unit(unit(y, 64, 1), 96, 3), 96, 3),
        pooled(y, 64),
      ),
    );
    if (isSmall) return x;
    const reduced = (y: X, first: Block, second: Block) =>
      concatenate(first(y), second(y), maxPool(y, 3, 2, 'valid'));
    const stride = { strides: 2, padding: 'valid' };
    x = reduced(
      x,
      (y) => unit(y, 384, 3, stride),
      (y) => unit(unit(unit(y, 64, 1), 96, 3), 96, 3, stride),
    );
    for (const width of [128, 160, 160, 192]) {
      const line = (y: X, sizes: [number, number][]) =>
        sizes.reduce(
          (z, size, place) => unit(z, place === sizes.length - 1 ? 192 : width, size),
          unit(y, width, 1),
        );
      x = concatenate(
        unit(x, 192, 1),
        line(x, [
          [1, 7],
          [7, 1],
        ]),
        line(x, [
          [7, 1],
          [1, 7],
          [7, 1],
          [1, 7],
        ]),
        pooled(x, 192),
      );
    }
    x = reduced(
      x,
      (y) => unit(unit(y, 192, 1), 320, 3, stride),
      (y) => unit(unit(unit(unit(y, 192, 1), 192, [1, 7]), 192, [7, 1]), 192, 3, stride),
    );
    return times(x, 2, (y) => {
      const split = (z: X) => concatenate(unit(z, 384, [1, 3]), unit(z, 384, [3, 1]));
      return concatenate(
        unit(y, 320, 1),
        split(unit(y, 384, 1)),
        split(unit(unit(y, 448, 1), 384, 3)),
        pooled(y, 192),
      );
    });
  },
};

export const architectures: readonly Architecture[] = [
  ...[mobileNetV1, mobileNetV3, efficientNetB0, resNet50, vgg16, xception, denseNet121, inceptionV3],
];

/** @param width multiplies all channels; @param isSmall a picture as small as possible, one block of each kind */
export function buildArchitecture(
  { side, smallSide, body }: Architecture,
  width: number,
  isSmall: boolean,
  units = 3,
): tf.LayersModel {
  const size = isSmall ? smallSide : side;
  const input = tf.input({ shape: [size, size, 3] });
  const channels = (count: number) => Math.max(2, Math.round(count * width));
  const features = body(input, channels, isSmall);
  const pooled = put(tf.layers.globalAveragePooling2d({}), features);
  return tf.model({ inputs: input, outputs: put(tf.layers.dense({ units, activation: 'softmax' }), pooled) });
}
