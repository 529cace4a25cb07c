/** Surroundings of a data set without an engine, a page or a clock: see fakeEngine.ts. */
import { Failure } from '../src/lib/failure.ts';
import type { DataSetFile } from '../src/state/dataset/listedFile.ts';
import type { DataSetServices } from '../src/state/dataset/services.ts';
import { createFakeEngineConnection, type FakeEngineOptions } from './fakeEngine.ts';
import { fakeEngineInfo } from './fakeModel.ts';

/** The engine answers by the first byte: above 100 is a dog. A file whose text begins with "bad" is no picture. */
export function createFakeDataSetServices(options: FakeEngineOptions = {}) {
  const connection = createFakeEngineConnection(options);
  const { model } = fakeEngineInfo();
  let timeMs = 0;
  const services: DataSetServices = {
    survey: connection.engine.survey,
    whenModelReady: () => Promise.resolve(model),
    async readPicture(file) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (new TextDecoder().decode(bytes).startsWith('bad'))
        throw new Failure('pictureNotAPicture', 'no picture');
      const data = new Uint8Array(16 * 16 * 3).fill(bytes[0] ?? 0);
      return { input: { width: 16, height: 16, data }, width: 400, height: 300, thumbnail: null };
    },
    now: () => timeMs,
    breathe: () => Promise.resolve(),
  };
  return {
    services,
    connection,
    calls: connection.calls.survey,
    model,
    /** Lets time pass. */
    wait(ms: number) {
      timeMs += ms;
    },
  };
}

/** A file of one byte, or of a text. */
export function fakeFile(path: string, content: number | string): DataSetFile {
  const part = typeof content === 'number' ? Uint8Array.of(content) : content;
  return { path, open: () => Promise.resolve(new Blob([part])) };
}
