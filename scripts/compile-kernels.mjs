/**
 * Compiles what lies in assembly/ to WebAssembly and writes it, as base64, into the source tree, so that
 * neither the build nor the tests need the compiler. `npm run kernels`; tests compare source and binary.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * @typedef {object} KernelModule
 * @property {string} source
 * @property {string} binary The module that holds it compiled.
 * @property {string} constant What that module exports.
 * @property {readonly string[]} memory Options of the compiler.
 */

/** The engine's, on the memory of TensorFlow.js. @type {KernelModule} */
export const engineKernels = {
  source: 'assembly/kernels.ts',
  binary: 'src/engine/wasm/wasmKernelsBinary.ts',
  constant: 'kernelsBase64',
  memory: ['--importMemory', '--noExportMemory'],
};

/** Those that fuse maps, on a memory of their own that grows with its use. @type {KernelModule} */
export const fusionKernels = {
  source: 'assembly/fusion.ts',
  binary: 'src/cam/fuse/fusionKernelsBinary.ts',
  constant: 'fusionKernelsBase64',
  memory: ['--initialMemory', '1'],
};

/** Those that resize pictures, likewise. @type {KernelModule} */
export const resampleKernels = {
  source: 'assembly/resample.ts',
  binary: 'src/image/resample/resampleKernelsBinary.ts',
  constant: 'resampleKernelsBase64',
  memory: ['--initialMemory', '1'],
};

/**
 * @param {KernelModule} kernels
 * @returns {Promise<string>} The text of the module that holds the compiled kernels.
 */
export async function compileKernels({ source, constant, memory }) {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      source,
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      '--converge',
      '--runtime',
      'stub',
      ...memory,
      '--enable',
      'simd',
      '--baseDir',
      root,
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm' && contents instanceof Uint8Array) binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`${source} does not compile: ${stderr.toString()}`);
  const base64 = Buffer.from(binary).toString('base64');
  return `/** Compiled from ${source} by scripts/compile-kernels.mjs: do not edit. */
export const ${constant} =
  '${base64}';
`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const kernels of [engineKernels, fusionKernels, resampleKernels]) {
    writeFileSync(root + kernels.binary, await compileKernels(kernels));
  }
}
