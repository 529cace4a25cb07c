import type { ExportKind } from './exportKind.ts';
import { cutOutKind } from './kinds/cutOutKind.ts';
import { gifKind } from './kinds/gifKind.ts';
import { mapsKind } from './kinds/mapsKind.ts';
import { pictureKind } from './kinds/pictureKind.ts';
import { reportKind } from './kinds/reportKind.ts';
import { sheetKind } from './kinds/sheetKind.ts';
import { statisticsKind } from './kinds/statisticsKind.ts';
import { videoKind } from './kinds/videoKind.ts';

/** Everything that can be saved, in the order of the dialog. */
export const exportKinds: readonly ExportKind[] = [
  pictureKind,
  cutOutKind,
  sheetKind,
  gifKind,
  videoKind,
  reportKind,
  mapsKind,
  statisticsKind,
];
