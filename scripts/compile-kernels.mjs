/**
 * Compiles assembly/kernels.ts to WebAssembly and writes it, as base64, into the source tree, so that
 * neither the build nor the tests need the compiler. `npm run kernels`; a test compares the two.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../', import.meta.url));
export const binaryModule = 'src/engine/wasmKernelsBinary.ts';

/**
 * @returns {Promise<string>} The text of the module that holds the compiled kernels.
 */
export async function compileKernels() {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      'assembly/kernels.ts',
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      '--converge',
      '--runtime',
      'stub',
      '--importMemory',
      '--noExportMemory',
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
  if (error || !binary) throw new Error(`assembly/kernels.ts does not compile: ${stderr.toString()}`);
  const base64 = Buffer.from(binary).toString('base64');
  return `/** Compiled from assembly/kernels.ts by scripts/compile-kernels.mjs: do not edit. */
export const kernelsBase64 =
  '${base64}';
`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(root + binaryModule, await compileKernels());
}
