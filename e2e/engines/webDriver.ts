/** A client of the WebDriver protocol (W3C, WebDriver 1), as far as the smoke suite speaks it. */

/** A key by its code point: W3C, WebDriver, 17.4.2 "Keyboard actions". */
const keyCodes = {
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  Home: '\uE011',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
} as const;

export interface WebDriverSession {
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  press(key: keyof typeof keyCodes): Promise<void>;
  click(x: number, y: number): Promise<void>;
  /** Waits for what the function gives. */
  evaluate(functionText: string, args: readonly unknown[]): Promise<unknown>;
}

/**
 * Starts a session.
 * @param driver address of a running driver
 * @throws Error with the driver's own words
 */
export async function startSession(driver: string, capabilities: object): Promise<WebDriverSession> {
  const started = await ask(`${driver}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } });
  const { sessionId } = started as { sessionId: string };
  const send: WebDriverSession['send'] = (method, path, body) =>
    ask(`${driver}/session/${sessionId}${path}`, method, body);

  async function act(type: 'key' | 'pointer', actions: readonly object[]): Promise<void> {
    const parameters = type === 'pointer' ? { parameters: { pointerType: 'mouse' } } : {};
    await send('POST', '/actions', { actions: [{ type, id: type, ...parameters, actions }] });
  }

  return {
    send,
    press: (key) =>
      act('key', [
        { type: 'keyDown', value: keyCodes[key] },
        { type: 'keyUp', value: keyCodes[key] },
      ]),
    click: (x, y) =>
      act('pointer', [
        { type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]),
    async evaluate(functionText, args) {
      // Not every driver waits for promises of a synchronous script.
      const script = `
        const done = arguments[arguments.length - 1];
        const given = Array.prototype.slice.call(arguments, 0, -1);
        Promise.resolve().then(() => (${functionText})(...given)).then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }),
        );`;
      const answer = (await send('POST', '/execute/async', { script, args })) as {
        readonly value?: unknown;
        readonly error?: string;
      };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
  };
}

async function ask(address: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}
