/**
 * `npm run build:lib`: the engine without the page, as a package of its own in dist/lib. docs/library.md.
 * Building the page empties dist, so this comes after it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { projectRoot } from './install.mjs';

const folder = join(projectRoot, 'dist', 'lib');
/** Where tsc puts the declarations of everything that the entry reaches. */
const declarations = join(projectRoot, 'node_modules', '.cache', 'library-types');
const entry = 'engine/index';

/** @param {string} path Below the project. @returns {string} */
const read = (path) => readFileSync(join(projectRoot, path), 'utf8');

/** One module of our own code; TensorFlow.js and valibot stay imports, for whoever uses the library to bring. */
async function bundle() {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      lib: { entry: `src/${entry}.ts`, formats: ['es'], fileName: () => 'index.js' },
      rolldownOptions: { external: [/^@tensorflow\//, 'valibot'] },
    },
  });
}

/** Declarations of what the entry's own types name, and of nothing else. */
function writeTypes() {
  rmSync(declarations, { recursive: true, force: true });
  const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.library.json'], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The types of the library could not be made; the reason stands above.');
  const waiting = [entry];
  const written = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const here = dirname(name);
    const text = readFileSync(join(declarations, `${name}.d.ts`), 'utf8').replaceAll(
      /(from |import\()'(\.[^']*)\.ts'/gu,
      (_match, before, path) => {
        const other = normalize(join(here, path)).replaceAll('\\', '/');
        if (!written.has(other)) waiting.push(other);
        written.add(other);
        return `${before}'${path}.js'`;
      },
    );
    const file = join(folder, 'types', `${name}.d.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** So that the folder can be published, or installed from where it lies. */
function writePackage() {
  const { name, version, license, engines, dependencies } = JSON.parse(read('package.json'));
  const tensorflow = dependencies['@tensorflow/tfjs'];
  const manifest = {
    name,
    version,
    description: 'Class activation maps of every layer, for any LayersModel of TensorFlow.js',
    license,
    type: 'module',
    sideEffects: false,
    engines,
    exports: { '.': { types: `./types/${entry}.d.ts`, default: './index.js' } },
    dependencies: { valibot: dependencies.valibot },
    peerDependencies: { '@tensorflow/tfjs': tensorflow },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(projectRoot, 'docs', 'library.md'), join(folder, 'README.md'));
  for (const file of ['LICENSE', 'NOTICE']) copyFileSync(join(projectRoot, file), join(folder, file));
}

/** Makes dist/lib. */
export async function buildLibrary() {
  await bundle();
  writeTypes();
  writePackage();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildLibrary();
