import type { ExportKind } from './exportKind.ts';
import { gifKind } from './kinds/gifKind.ts';
import { pictureKind } from './kinds/pictureKind.ts';

/** Everything that can be saved, in the order of the dialog. */
export const exportKinds: readonly ExportKind[] = [pictureKind, gifKind];
