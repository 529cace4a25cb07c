import type { Head } from '../../model/version/head.ts';
import type { TrainedHead, TrainingSettings } from './trainHead.ts';

/** The article's series. */
export const usualDoses: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

export interface DoseFit {
  readonly dose: number;
  /** 0 is the draw that was chosen, others tell how much chance there is in it. */
  readonly draw: number;
  readonly trained: TrainedHead;
}

/** Trains one head, here or in a worker: `trainHead`, or a `Trainer`. Whoever cancels lets it reject. */
export type TrainOne = (settings: TrainingSettings, start: Head) => Promise<TrainedHead>;

export interface DoseOptions {
  readonly doses?: readonly number[];
  /** Five when missing. */
  readonly draws?: number;
  /** Called as soon as a fit is done: the chosen draw's come first, in the order of their doses. */
  readonly onFit?: (fit: DoseFit, done: number, total: number) => void;
}

/**
 * Trains with every dose of the supplement, in several draws. Within a draw the doses are nested subsets. Doses 0 and 1
 * are the same in every draw and are trained once.
 *
 * Draw d has the seed of the settings + d. Each fit starts where that of the dose before ended, which saves iterations
 * and changes nothing.
 */
export async function trainDoses(
  train: TrainOne,
  settings: Omit<TrainingSettings, 'dose'>,
  { doses = usualDoses, draws = 5, onFit }: DoseOptions = {},
): Promise<readonly DoseFit[]> {
  const isDrawn = (dose: number) => dose > 0 && dose < 1;
  const drawn = doses.filter(isDrawn).length;
  const total = doses.length + (draws - 1) * drawn;
  const fits: DoseFit[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let start: Head = settings.reference;
    for (const dose of doses) {
      if (draw > 0 && !isDrawn(dose)) continue;
      const trained = await train({ ...settings, dose, seed: settings.seed + draw }, start);
      start = trained.head;
      const fit = { dose, draw, trained };
      fits.push(fit);
      onFit?.(fit, fits.length, total);
    }
  }
  return fits;
}

/** A measure over the dose: the chosen draw's line, and the band of all. */
export interface DosePoint {
  readonly dose: number;
  /** Pictures of the supplement in the chosen draw. */
  readonly pictures: number;
  readonly value: number;
  /** The least and the most over the draws so far; both `value` where there is one draw. */
  readonly low: number;
  readonly high: number;
}

/**
 * The line over the doses with its band.
 *
 * @param measure of one trained head, such as the probability of a picture or the share of pictures called right
 */
export function doseLine(
  fits: readonly DoseFit[],
  measure: (trained: TrainedHead) => number,
): readonly DosePoint[] {
  const chosen = fits.filter(({ draw }) => draw === 0).sort((a, b) => a.dose - b.dose);
  return chosen.map(({ dose, trained }) => {
    const values = fits.filter((fit) => fit.dose === dose).map((fit) => measure(fit.trained));
    return {
      dose,
      pictures: trained.pictures.supplement,
      value: measure(trained),
      low: Math.min(...values),
      high: Math.max(...values),
    };
  });
}
