import type { AppState } from './appState.ts';
import type { View } from './view/view.ts';

/** Before anything has happened. */
export function initialState(view: View, introducing: boolean): AppState {
  return {
    engine: { phase: 'starting' },
    engineSilent: false,
    pictures: [],
    currentPictureId: null,
    absentPicture: null,
    earlyPrediction: null,
    uncrated: null,
    run: { phase: 'idle' },
    shown: null,
    derivation: { phase: 'idle' },
    curves: { phase: 'idle' },
    boxes: {},
    strokes: {},
    view,
    playing: false,
    sequence: { phase: 'off' },
    timeline: null,
    recipeFile: null,
    introducing,
    notices: [],
  };
}
