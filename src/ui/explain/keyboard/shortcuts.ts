/** The keys as the help lists them; `useShortcuts` binds them. */

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Layers',
    shortcuts: [
      { keys: ['←', '→'], does: 'Previous, next layer' },
      { keys: ['Shift ←', 'Shift →'], does: 'Previous, next block' },
      { keys: ['Home', 'End'], does: 'First, last layer' },
      { keys: ['Space'], does: 'Play or pause' },
      { keys: ['1', '…', '7'], does: 'All, convolutions, expand, depthwise, project, ReLU, block outputs' },
    ],
  },
  {
    title: 'View',
    shortcuts: [
      { keys: ['O'], does: 'Hold: the photo alone' },
      { keys: ['+', '−', '0'], does: 'Zoom in, out, whole photo' },
      { keys: ['B'], does: 'Take the brush, put it down' },
      { keys: ['[', ']'], does: 'Smaller, larger brush' },
      { keys: ['C', 'D'], does: 'Why cat? Why dog? (first letter of a class)' },
    ],
  },
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['Ctrl Z', 'Ctrl Shift Z'], does: 'Undo, redo' },
      { keys: ['Ctrl S'], does: 'Save what you see' },
      { keys: ['Ctrl V'], does: 'Explain the photo on the clipboard' },
      { keys: ['Space', 'K'], does: 'Camera or video: pause or resume, keep this frame' },
      {
        keys: ['Esc'],
        does: 'Close, put the brush down, whole photo, pause, cancel, leave the camera, take the box away',
      },
      { keys: ['?'], does: 'This list' },
    ],
  },
];
