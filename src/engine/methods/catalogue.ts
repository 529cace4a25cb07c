import type { MethodId } from '../api.ts';
import type { CamMethod } from './camMethod.ts';
import { gradCam } from './gradCam.ts';
import { layerCam } from './layerCam.ts';
import { positiveGradCam } from './positiveGradCam.ts';

/** Every method, in the order in which they are offered. A new one is added here and to `MethodId`. */
export const methods = { positiveGradCam, gradCam, layerCam } as const satisfies Record<MethodId, CamMethod>;

export const methodIds = Object.keys(methods) as readonly MethodId[];
