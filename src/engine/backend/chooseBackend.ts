/** Which backend computes, and why not a better one. */
import * as tf from '@tensorflow/tfjs';
import { Failure, toFailure } from '../../lib/failure.ts';
import type { BackendInfo, BackendName, BackendRefusal } from '../api.ts';
import { reportDevice } from './device.ts';
import { runSelfTest } from './selfTest.ts';

/** From fastest to slowest on usual machines. */
const preference: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

const onGpu: Readonly<Record<BackendName, boolean>> = { webgpu: true, webgl: true, wasm: false, cpu: false };

/**
 * Makes the best backend current that exists here, runs on real hardware and passes the self-test.
 * A backend asked for by name is tried first, software renderer or not; if it fails, the others follow.
 *
 * @throws Failure `noBackend` when not even the last one works
 */
export async function chooseBackend(requested: BackendName | 'auto'): Promise<BackendInfo> {
  const candidates =
    requested === 'auto' ? preference : [requested, ...preference.filter((name) => name !== requested)];
  const refusals: BackendRefusal[] = [];
  for (const name of candidates) {
    const report = await reportDevice(name);
    if (!report.available) {
      refusals.push({ backend: name, reason: report.reason });
      continue;
    }
    if (report.isSoftware && name !== requested) {
      const reason = `only in software here (${report.device}), which WebAssembly outruns`;
      refusals.push({ backend: name, reason });
      continue;
    }
    const problem = await tryBackend(name);
    if (problem === null) {
      return { name, device: report.device, onGpu: onGpu[name] && !report.isSoftware, refusals };
    }
    refusals.push({ backend: name, reason: problem });
  }
  throw new Failure('noBackend', 'no backend works', {
    reasons: refusals.map(({ backend, reason }) => `${backend}: ${reason}`).join('; '),
  });
}

/** Null when the backend is current and right, else what is wrong with it. */
async function tryBackend(name: BackendName): Promise<string | null> {
  try {
    // setBackend answers false where it cannot, and tf.ready() would then quietly take another one.
    if (!(await tf.setBackend(name)) || tf.getBackend() !== name) return 'could not be started';
    await runSelfTest();
    return null;
  } catch (thrown) {
    const failure = toFailure(thrown);
    return failure.code === 'numericalFailure'
      ? `computes wrongly (${failure.message})`
      : `could not be started (${failure.message})`;
  }
}
