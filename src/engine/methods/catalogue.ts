import type { DerivedMethodId, MethodId } from '../api.ts';
import { ablationCam } from './ablationCam.ts';
import type { CamMethod, DerivedMethod } from './camMethod.ts';
import { eigenCam } from './eigenCam.ts';
import { eigenGradCam } from './eigenGradCam.ts';
import { elementWise } from './elementWise.ts';
import { fullGrad } from './fullGrad.ts';
import { gradCam } from './gradCam.ts';
import { gradCamPlusPlus } from './gradCamPlusPlus.ts';
import { hiResCam } from './hiResCam.ts';
import { layerCam } from './layerCam.ts';
import { positiveGradCam } from './positiveGradCam.ts';
import { scoreCam } from './scoreCam.ts';
import { xGradCam } from './xGradCam.ts';

/** The methods of every run, in the order in which they are offered. */
export const methods = { positiveGradCam, gradCam, layerCam } as const satisfies Record<MethodId, CamMethod>;

export const methodIds = Object.keys(methods) as readonly MethodId[];

/** The methods that are computed when asked for. A new one is added here and to `DerivedMethodId`. */
export const derivedMethods = {
  hiResCam,
  elementWise,
  xGradCam,
  gradCamPlusPlus,
  eigenCam,
  eigenGradCam,
  fullGrad,
  scoreCam,
  ablationCam,
} as const satisfies Record<DerivedMethodId, DerivedMethod>;

export const derivedMethodIds = Object.keys(derivedMethods) as readonly DerivedMethodId[];
