/** What is on the screen, and how one gets at it, in the words of its user, for any engine. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { EngineScreen, Point } from './engineScreen.ts';
import { expect } from './fixtures.ts';

/** The text of the first element that a selector finds; empty while there is none. */
export function textOf(screen: EngineScreen, selector: string): Promise<string> {
  return screen.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    // No-break spaces read as spaces.
    return (element?.textContent ?? '').replaceAll('\u00A0', ' ').replaceAll('\u202F', ' ');
  }, selector);
}

/** Waits until the first element that a selector finds says so. */
export async function expectText(
  screen: EngineScreen,
  selector: string,
  text: RegExp | string,
): Promise<void> {
  const polled = expect.poll(() => textOf(screen, selector), { message: selector });
  await (typeof text === 'string' ? polled.toContain(text) : polled.toMatch(text));
}

export const parts = {
  prediction: 'section[aria-labelledby="prediction-title"]',
  firstView: 'section[aria-label^="The first view"]',
  secondView: 'section[aria-label^="The second view"]',
  tray: 'nav[aria-label="Pictures"]',
  layer: 'input[type=range][aria-label="Layer"]',
} as const;

/** Waits until the maps of the picture on the screen are there. */
export async function expectExplained(screen: EngineScreen): Promise<void> {
  const isExplained = () =>
    screen.evaluate(
      (view) =>
        document.querySelector(`${view} [role=img][aria-label^="Heat map"]`) !== null &&
        document.querySelector('[role=progressbar]') === null &&
        !document.body.textContent.includes('Updating…'),
      parts.firstView,
    );
  await expect.poll(isExplained, { message: 'the picture is explained' }).toBe(true);
}

/** Opens the page as somebody does who follows a link, so that nothing plays, and waits for its picture's maps. */
export async function openExplained(screen: EngineScreen, address: string): Promise<void> {
  await screen.open(address);
  await expectExplained(screen);
}

/**
 * Presses what a selector finds under an accessible name: its label, or else its text, from the first letter on.
 * Scrolls it into view first.
 */
export async function clickOn(screen: EngineScreen, selector: string, name: string): Promise<void> {
  let place: Point | null = null;
  const find = async () => {
    place = await screen.evaluate(
      (wanted, start) => {
        const found = [...document.querySelectorAll(wanted)].find((element) => {
          const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent;
          return (label ?? element.textContent ?? '').trim().startsWith(start);
        });
        found?.scrollIntoView({ block: 'center' });
        const box = found?.getBoundingClientRect();
        if (box === undefined || box.width === 0) return null;
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      },
      selector,
      name,
    );
    return place !== null;
  };
  await expect.poll(find, { message: `"${name}" is on the screen` }).toBe(true);
  await screen.click(place!);
}

/** Drops a file of the disk on the page. */
export async function dropFile(screen: EngineScreen, path: string): Promise<void> {
  await screen.evaluate(
    (name, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('main')?.dispatchEvent(drop);
    },
    basename(path),
    readFileSync(path).toString('base64'),
  );
}

/** The hash of the address, which holds the view. */
export function viewOf(screen: EngineScreen): Promise<string> {
  return screen.evaluate(() => location.hash);
}
