/** Wiring only: training, served to the page. */
import type { TrainerMethods } from '../train/trainerApi.ts';
import { createTrainer } from './createTrainer.ts';
import { serveService } from './serveService.ts';

serveService<TrainerMethods>(self, createTrainer());
