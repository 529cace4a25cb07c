import type { Prediction } from '../../../engine/api.ts';
import { useAppState, useCalmState } from '../AppContext.tsx';

const noLabels: readonly string[] = ['cat', 'dog'];

/**
 * The newest prediction of the current picture: it arrives before the maps do. The labels are the
 * model's; while it loads, those of the built-in model keep the room.
 */
export function usePrediction(): {
  readonly prediction: Prediction | null;
  readonly labels: readonly string[];
} {
  const prediction = useCalmState(({ run, earlyPrediction, shown, currentPictureId }) => {
    if (run.phase === 'computing' && earlyPrediction?.pictureId === currentPictureId) {
      return earlyPrediction.prediction;
    }
    // The old maps stay while a new picture is computed; its name must not stand beside the old answer.
    return shown?.pictureId === currentPictureId ? (shown?.prediction ?? null) : null;
  });
  const labels = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.card.labels : noLabels,
  );
  return { prediction, labels };
}
