import type { AppActions } from '../appState.ts';
import type { MapSource } from '../maps/displayMap.ts';
import { clampPosition, positionAfterBlockStep } from './layerNavigation.ts';

export interface LayerStepsOptions {
  readonly maps: Pick<MapSource, 'layers' | 'position'>;
  /** The name of the layer that is looked at. */
  layer(): string;
  showLayer(name: string): void;
  /** Stops playing. */
  pause(): void;
}

/** Moving through the layers of the chosen set. A step by hand stops what plays. */
export function createLayerSteps({
  maps,
  layer,
  showLayer,
  pause,
}: LayerStepsOptions): Pick<AppActions, 'stepLayer' | 'stepBlock' | 'goToPosition'> {
  function goToPosition(position: number): void {
    const layers = maps.layers();
    const there = layers[clampPosition(layers, position)];
    if (there && there.name !== layer()) showLayer(there.name);
  }

  return {
    goToPosition,
    stepLayer(count) {
      pause();
      goToPosition(maps.position() + count);
    },
    stepBlock(direction) {
      pause();
      goToPosition(positionAfterBlockStep(maps.layers(), maps.position(), direction));
    },
  };
}
