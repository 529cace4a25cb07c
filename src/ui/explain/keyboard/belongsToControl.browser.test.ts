import { afterEach, expect, test } from 'vitest';
import { scrubberId } from '../scrubber/scrubberId.ts';
import { belongsToControl } from './belongsToControl.ts';

afterEach(() => {
  document.body.replaceChildren();
});

/** Whether a key pressed on the element with that id is left to the element. */
function isTaken(html: string, key: string, id = 'focus', pressedId = ''): boolean {
  document.body.innerHTML = html;
  const target = document.getElementById(id) ?? document.body;
  // Without a pointer before it, this counts as focus by keyboard.
  target.focus();
  let taken = false;
  const listen = (event: KeyboardEvent) => {
    taken = belongsToControl(event, document.getElementById(pressedId));
  };
  addEventListener('keydown', listen);
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  removeEventListener('keydown', listen);
  return taken;
}

test.each(['ArrowLeft', ' ', 'c', 'Home'])('on the page itself "%s" is ours', (key) => {
  expect(isTaken('<p id="focus">text</p>', key)).toBe(false);
});

test.each(['ArrowLeft', 'Home', 'c'])('on the layer slider "%s" is ours too', (key) => {
  expect(isTaken(`<input id="${scrubberId}" type="range">`, key, scrubberId)).toBe(false);
});

test('in a text field and in a list every key is theirs', () => {
  expect(isTaken('<input id="focus" type="text">', 'c')).toBe(true);
  expect(isTaken('<select id="focus"></select>', 'd')).toBe(true);
});

test('a radio button and another slider keep their arrows, but not letters', () => {
  expect(isTaken('<input id="focus" type="radio">', 'ArrowRight')).toBe(true);
  expect(isTaken('<input id="focus" type="range">', 'End')).toBe(true);
  expect(isTaken('<input id="focus" type="radio">', 'c')).toBe(false);
});

test('a radio button without the keyboard’s focus gives its arrows away', () => {
  expect(
    isTaken('<input id="other" type="text"><input id="focus" type="radio" disabled>', 'ArrowRight'),
  ).toBe(false);
});

test('a button keeps Space, but gives away arrows', () => {
  expect(isTaken('<button id="focus"></button>', ' ')).toBe(true);
  expect(isTaken('<button id="focus"></button>', 'ArrowRight')).toBe(false);
});

test('a button or switch that was clicked gives Space away, its neighbour that was reached by keyboard does not', () => {
  const button = '<button id="focus"><span id="icon"></span></button><button id="other"></button>';
  expect(isTaken(button, ' ', 'focus', 'icon')).toBe(false);
  expect(isTaken(button, ' ', 'other', 'icon')).toBe(true);
  const labelled =
    '<input id="focus" type="checkbox"><label for="focus"><span id="name">Smooth</span></label>';
  expect(isTaken(labelled, ' ', 'focus', 'name')).toBe(false);
});

test('in a dialog no key reaches the layers behind it', () => {
  expect(isTaken('<div role="dialog"><button id="focus"></button></div>', 'ArrowRight')).toBe(true);
});
