/**
 * Runs in the page, before its own scripts: keeps the engine's messages back from some moment on, or says something
 * in its place, so that a state which lasts for milliseconds can be looked at. src/worker/protocol.ts has the messages.
 *
 * @param {string} moment 'building', 'firstRun', 'secondRun', 'afterWorkerDied' or 'noBackend'
 */
export function holdEngine(moment) {
  /** @typedef {{ kind: string, id: number, event?: { phase?: string, fraction?: number }, result?: object }} Message */
  const listen = Worker.prototype.addEventListener;
  let runs = 0;
  let holding = false;

  /** @type {(message: Message) => Message | null} What the page hears of a message, or nothing. */
  function pass(message) {
    if (holding) return message.kind === 'pong' ? message : null;
    const isRun = message.result !== undefined && 'maps' in message.result;
    if (isRun) runs += 1;
    /** @type {(code: string) => object} */
    const failure = (code) => ({ failure: { code, message: code, details: {} } });
    switch (moment) {
      case 'building':
        holding = message.event?.phase === 'building';
        return message;
      case 'firstRun':
        // A run may be too quick to be caught on its way: it has come so far, and stays there.
        holding = isRun;
        if (!isRun) return message.event?.phase === 'mapping' ? null : message;
        return { kind: 'event', id: message.id, event: { phase: 'mapping', fraction: 0.41 } };
      case 'secondRun':
        holding = isRun && runs === 2;
        return holding ? null : message;
      case 'noBackend':
        return message.event?.phase === 'choosingBackend'
          ? { kind: 'failure', id: message.id, ...failure('noBackend') }
          : message;
      default: {
        if (!isRun) return message;
        setTimeout(() => {
          holding = true;
          for (const tell of [...listeners]) tell({ kind: 'lost', id: 0, ...failure('workerDied') });
        }, 1000);
        return message;
      }
    }
  }

  /** @type {((message: Message) => void)[]} */
  const listeners = [];
  /** @type {typeof listen} */
  Worker.prototype.addEventListener = function (
    /** @type {string} */ type,
    /** @type {any} */ listener,
    /** @type {any} */ options,
  ) {
    if (type !== 'message') return listen.call(this, type, listener, options);
    listeners.push((message) => listener(new MessageEvent('message', { data: message })));
    return listen.call(
      this,
      type,
      (event) => {
        const heard = pass(/** @type {MessageEvent} */ (event).data);
        if (heard) listener(new MessageEvent('message', { data: heard }));
      },
      options,
    );
  };
}
