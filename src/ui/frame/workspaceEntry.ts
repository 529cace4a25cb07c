import type { ReactElement } from 'react';

/** One workspace as the frame shows it: a row of the list that the composition root hands in. */
export interface WorkspaceEntry {
  /** Its name in addresses, such as `dataset`. */
  readonly id: string;
  /** Its tab, such as "Data set". */
  readonly title: string;
  /** What leads back to it from another workspace, such as "Back to the data set". */
  readonly wayBack: string;
  /**
   * The whole screen, its header included. It is drawn when it is first opened; an element of a `lazy` component brings
   * its code only then.
   */
  readonly screen: ReactElement;
}
