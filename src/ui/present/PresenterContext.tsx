import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useApp } from '../AppContext.tsx';
import { createPresenter, type Presenter } from './presenter.ts';

const PresenterContext = createContext<Presenter | null>(null);

/** Makes the one presenter of this interface and ends it with the interface. */
export function PresenterProvider({ children }: { children: ReactNode }) {
  const app = useApp();
  const [presenter, setPresenter] = useState<Presenter | null>(null);
  useEffect(() => {
    const created = createPresenter(app, () => matchMedia('(prefers-reduced-motion: reduce)').matches);
    setPresenter(created);
    return () => created.dispose();
  }, [app]);
  return presenter === null ? null : <PresenterContext value={presenter}>{children}</PresenterContext>;
}

export function usePresenter(): Presenter {
  const presenter = useContext(PresenterContext);
  if (presenter === null) throw new Error('usePresenter needs a PresenterProvider above it');
  return presenter;
}
