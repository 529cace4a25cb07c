import type { StoreApi } from 'zustand/vanilla';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import { selectLayers } from '../../../model/layers/layerSet.ts';
import type { History } from '../../shell/history.ts';
import type { AppState } from '../appState.ts';
import type { PictureActions } from '../pictures/pictureActions.ts';
import { nearestLayer } from './layerNavigation.ts';
import type { View } from './view.ts';

export interface ViewActionsOptions {
  readonly store: StoreApi<AppState>;
  readonly history: History;
  readonly pictures: Pick<PictureActions, 'openSample' | 'select'>;
  /** All target layers of the model; empty before it is known. */
  allLayers(): readonly LayerInfo[];
  /** The user's own picture that is asked for is not here. */
  onMissingPicture(): void;
  /** What is asked for may have changed. */
  onChange(): void;
}

export interface ViewActions {
  /** Merges into the view and remembers how to undo it. */
  set(change: Partial<View>): void;
  /** Merges into the view without a trace in the history, as back and forward do. */
  apply(change: Partial<View>): void;
}

/**
 * Changes of the view. Moving between layers and pictures is navigation and is not undone; everything
 * else is, rapid changes of the same properties as one.
 */
export function createViewActions(options: ViewActionsOptions): ViewActions {
  const { store, history } = options;

  function apply({ sample, ...change }: Partial<View>): void {
    store.setState(({ view }) => ({ view: { ...view, ...change } }));
    if (sample !== undefined && sample !== store.getState().view.sample) openPicture(sample);
    options.onChange();
  }

  function openPicture(sample: string | null): void {
    if (sample !== null) {
      options.pictures.openSample(sample);
      return;
    }
    const own = store.getState().pictures.findLast(({ origin }) => origin !== 'sample');
    if (own) options.pictures.select(own.id);
    else options.onMissingPicture();
  }

  /** A layer that is not in the new set gives way to its nearest neighbour there. */
  function withLayerOfSet(change: Partial<View>): Partial<View> {
    if (change.layerSet === undefined || change.layer !== undefined) return change;
    const all = options.allLayers();
    const current = all.find(({ name }) => name === store.getState().view.layer);
    const nearest = current && nearestLayer(selectLayers(all, change.layerSet), current);
    return nearest ? { ...change, layer: nearest.name } : change;
  }

  function differing(change: Partial<View>): Partial<View> {
    const { view } = store.getState();
    const entries = Object.entries(change) as [keyof View, View[keyof View]][];
    return Object.fromEntries(entries.filter(([property, value]) => view[property] !== value));
  }

  return {
    apply,
    set(asked) {
      const { sample: _sample, ...change } = differing(withLayerOfSet(asked));
      const { layer: _layer, ...undoable } = change;
      if (Object.keys(undoable).length > 0) {
        const before = pick(store.getState().view, change);
        history.record({
          kind: Object.keys(change).sort().join(' '),
          undo: () => apply(before),
          redo: () => apply(change),
        });
      }
      apply(asked.sample === undefined ? change : { ...change, sample: asked.sample });
    },
  };
}

/** The properties of `view` that `change` has. */
function pick(view: View, change: Partial<View>): Partial<View> {
  return Object.fromEntries(Object.entries(view).filter(([property]) => property in change));
}
