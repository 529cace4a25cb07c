import type { BackendName, Engine, EngineInfo, LoadEvent } from '../../../engine/api.ts';
import { type FailureCode, type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { EngineConnection } from './connections.ts';
import type { EngineStatus } from './engineStatus.ts';

export interface EngineLifecycleOptions {
  connectEngine(): EngineConnection;
  readonly cardUrl: string;
  readonly backend: BackendName | 'auto';
  /** A clock in milliseconds. */
  now(): number;
  onStatus(status: EngineStatus): void;
  onSilence(isSilent: boolean): void;
  /** The engine answers now; also after each restart. */
  onReady(ready: ReadyEngine): void;
}

export interface ReadyEngine {
  readonly engine: Engine;
  readonly info: EngineInfo;
}

export interface EngineLifecycle {
  /** The engine while it answers, else null. */
  ready(): ReadyEngine | null;
  /** Ends the present connection, if any, and opens a new one. */
  start(): void;
  /** For callers who learned from a rejected call that this engine is gone. */
  reportLoss(engine: Engine, failure: FailureData): void;
  dispose(): void;
}

const lossCodes: ReadonlySet<FailureCode> = new Set(['deviceLost', 'workerDied', 'workerUnresponsive']);
const deviceCodes: ReadonlySet<FailureCode> = new Set(['deviceLost', 'outOfMemory']);
const mostLossesPerMinute = 3;
const minuteMs = 60_000;
/** Best first: where to go when one backend keeps losing its device. */
const backendOrder: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** True for failures after which the worker must be replaced rather than asked again. */
export function isLoss(failure: FailureData): boolean {
  return lossCodes.has(failure.code);
}

/**
 * Keeps one engine alive: opens it, and when it is lost opens another, at most three times a minute.
 * A backend that loses its device twice is given up for the next one.
 */
export function createEngineLifecycle(options: EngineLifecycleOptions): EngineLifecycle {
  let connection: EngineConnection | null = null;
  let opened: ReadyEngine | null = null;
  let backend = options.backend;
  let restarting = false;
  let lossTimesMs: number[] = [];
  const deviceLosses = new Map<BackendName, number>();

  function open(): void {
    const own = options.connectEngine();
    connection = own;
    own.onLost((failure) => handleLoss(own, failure));
    own.onSilence((isSilent) => {
      if (connection === own) options.onSilence(isSilent);
    });
    const onEvent = (event: LoadEvent) => {
      // During a restart the screen keeps saying why; the files come from the cache anyway.
      if (connection === own && !restarting) options.onStatus(statusOf(event));
    };
    const source = { kind: 'card', url: options.cardUrl } as const;
    // At once: the files come while the backend is chosen.
    Promise.all([
      own.engine.start({ backend }),
      own.engine.load({ source, isPinned: true }, { onEvent }),
    ]).then(
      ([started, loaded]) => {
        if (connection !== own) return;
        const info = { ...started, ...loaded };
        restarting = false;
        opened = { engine: own.engine, info };
        options.onStatus({ phase: 'ready', info });
        options.onReady(opened);
      },
      (thrown: unknown) => {
        if (connection !== own) return;
        const failure = toFailure(thrown);
        if (isLoss(failure)) handleLoss(own, failure);
        else giveUp(failure);
      },
    );
  }

  function start(): void {
    options.onSilence(false);
    connection?.close();
    connection = null;
    opened = null;
    try {
      open();
    } catch (thrown) {
      giveUp(toFailure(thrown));
    }
  }

  function giveUp(failure: FailureData): void {
    connection?.close();
    connection = null;
    opened = null;
    options.onStatus({ phase: 'failed', failure: failureData(failure) });
  }

  function handleLoss(lost: EngineConnection, failure: FailureData): void {
    if (connection !== lost) return;
    if (!isLoss(failure)) {
      giveUp(failure);
      return;
    }
    if (deviceCodes.has(failure.code)) leaveUnreliableBackend();
    const nowMs = options.now();
    lossTimesMs = [...lossTimesMs.filter((timeMs) => nowMs - timeMs < minuteMs), nowMs];
    if (lossTimesMs.length > mostLossesPerMinute) {
      giveUp({ ...failure, details: { ...failure.details, gaveUp: true } });
      return;
    }
    restarting = true;
    options.onStatus({ phase: 'restarting', reason: failureData(failure) });
    start();
  }

  function leaveUnreliableBackend(): void {
    const used = opened?.info.backend.name ?? (backend === 'auto' ? null : backend);
    if (used === null) return;
    const losses = (deviceLosses.get(used) ?? 0) + 1;
    deviceLosses.set(used, losses);
    if (losses >= 2) backend = backendOrder[backendOrder.indexOf(used) + 1] ?? used;
  }

  return {
    ready: () => opened,
    start() {
      restarting = false;
      lossTimesMs = [];
      options.onStatus({ phase: 'starting' });
      start();
    },
    reportLoss(engine, failure) {
      if (connection?.engine === engine) handleLoss(connection, failure);
    },
    dispose() {
      connection?.close();
      connection = null;
      opened = null;
    },
  };
}

function statusOf(event: LoadEvent): EngineStatus {
  switch (event.phase) {
    case 'downloading':
      return { phase: 'downloading', loadedBytes: event.loadedBytes, totalBytes: event.totalBytes };
    case 'building':
      return { phase: 'building' };
  }
}
