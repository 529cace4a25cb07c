import type { LucideIcon } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../../controls/IconButton.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';

/** Shows the photo without the heat map for as long as it is held. */
export function HoldForPhoto({ icon }: { icon: LucideIcon }) {
  const { pointer } = usePresenter();
  const bare = useSyncExternalStore(pointer.bare.subscribe, pointer.bare.get);
  const show = () => pointer.showBare(true);
  const hide = () => pointer.showBare(false);
  return (
    <IconButton
      icon={icon}
      label="Hold to see the photo alone"
      shortcut="O"
      data-active={bare || undefined}
      onPointerDown={show}
      onPointerUp={hide}
      onPointerLeave={hide}
      onPointerCancel={hide}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') show();
      }}
      onKeyUp={hide}
      onBlur={hide}
    />
  );
}
