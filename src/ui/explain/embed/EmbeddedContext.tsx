import { createContext, useContext } from 'react';

/** Whether the interface is a frame in somebody's page, whose scrolling is not ours to take. */
export const EmbeddedContext = createContext(false);

export function useEmbedded(): boolean {
  return useContext(EmbeddedContext);
}
