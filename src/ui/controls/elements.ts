import type { ReactElement } from 'react';

/**
 * What a component takes that puts it beside other elements: elements, no text. A browser's translator replaces text
 * nodes, and React stumbles over one that it has to take away or to put something in front of; text that is an
 * element's only child it can always set.
 */
export type Elements = ReactElement | false | null | undefined | readonly Elements[];
