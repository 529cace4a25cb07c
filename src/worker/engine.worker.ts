/** Wiring only: tfjs' backends and an engine, served to the page. */

import { registerBackends } from '../engine/backend/registerBackends.ts';
import { createEngine, type Engine, type EngineMethods, fetchBytes } from '../engine/index.ts';
import { paceProgress } from './paceProgress.ts';
import { serveService } from './serveService.ts';

/** On processors alone a single step of the tape can take most of a minute. */
const slowSilenceMs = 180_000;

registerBackends();
const engine = paceProgress(createEngine({ fetchBytes, onLost: (failure) => served.announceLoss(failure) }));
const patientEngine: Engine = {
  ...engine,
  start: async (params, options) => {
    const started = await engine.start(params, options);
    const { onGpu, name } = started.backend;
    if (!onGpu && name !== 'wasm') served.announcePatience(slowSilenceMs);
    return started;
  },
};
const served = serveService<EngineMethods>(self, patientEngine);
