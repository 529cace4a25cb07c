import { buildLibrary } from '../../scripts/build-library.mjs';

/** The tests of this folder look at what is built, not at its sources. */
export const setup = buildLibrary;
