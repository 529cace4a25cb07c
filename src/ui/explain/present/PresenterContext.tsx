import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useApp } from '../AppContext.tsx';
import { createPresenter, type Presenter } from './presenter.ts';

const PresenterContext = createContext<Presenter | null>(null);

/** Makes the one presenter of this interface, which follows the store while the interface is there. */
export function PresenterProvider({ children }: { children: ReactNode }) {
  const app = useApp();
  const [presenter] = useState(() => createPresenter(app, prefersReducedMotion));
  useEffect(() => presenter.start(), [presenter]);
  return <PresenterContext value={presenter}>{children}</PresenterContext>;
}

function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

export function usePresenter(): Presenter {
  const presenter = useContext(PresenterContext);
  if (presenter === null) throw new Error('usePresenter needs a PresenterProvider above it');
  return presenter;
}
