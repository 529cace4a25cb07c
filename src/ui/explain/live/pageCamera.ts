import { createCamera } from '../../../intake/camera.ts';

/** The cameras of this device, for the button that opens one and for the bar that changes it. */
export const pageCamera = createCamera(window);
