import { scrubberId } from '../scrubber/scrubberId.ts';

const typing =
  'input:not([type]), input[type=text], input[type=search], input[type=number], textarea, select, [contenteditable]';
const arrowKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const plainControls = 'button, a[href], summary, input, [role=button]';

/**
 * Whether a key already means something where the focus is: letters in a text field, arrows on a radio
 * button, Space on a button, everything in a dialog. The layer slider gives its keys away, because ours
 * do the same and more; so does a button that a pointer pressed last, because whoever clicked means the
 * layers with the next Space.
 * @param pressed What a pointer pressed, if no Tab came since.
 */
export function belongsToControl(event: KeyboardEvent, pressed: Element | null): boolean {
  const target = event.target;
  if (!(target instanceof Element) || target.id === scrubberId) return false;
  if (target.closest(typing) !== null || target.closest('[role=dialog], dialog') !== null) return true;
  // A radio button that was clicked does not hold on to the arrows; one that was reached by keyboard does.
  if (arrowKeys.has(event.key))
    return target.closest('input:not([type=radio]), input:focus-visible') !== null;
  if (event.key !== ' ') return false;
  const control = target.closest(plainControls);
  return control !== null && !wasPressed(control, pressed);
}

function wasPressed(control: Element, pressed: Element | null): boolean {
  return pressed !== null && (control.contains(pressed) || pressed.closest('label')?.control === control);
}
