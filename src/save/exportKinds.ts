import type { ExportKind } from './exportKind.ts';
import { gifKind } from './kinds/gifKind.ts';
import { mapsKind } from './kinds/mapsKind.ts';
import { pictureKind } from './kinds/pictureKind.ts';
import { reportKind } from './kinds/reportKind.ts';
import { statisticsKind } from './kinds/statisticsKind.ts';

/** Everything that can be saved, in the order of the dialog. */
export const exportKinds: readonly ExportKind[] = [
  pictureKind,
  gifKind,
  reportKind,
  mapsKind,
  statisticsKind,
];
