import { Popover } from '@base-ui/react/popover';
import floating from '../../controls/Floating.module.css';
import { phaseWords } from '../../words/words.ts';
import styles from './Track.module.css';
import type { Band } from './timeline.ts';

/** The name of a phase above its stretch of the track; one sentence about it on demand. */
export function PhaseBand({ band, current }: { band: Band; current: boolean }) {
  const { title, sentence } = phaseWords[band.phase];
  return (
    <span className={styles.band} style={{ '--start': band.start, '--span': band.end - band.start }}>
      <Popover.Root>
        <Popover.Trigger
          className={styles.bandName}
          data-current={current || undefined}
          openOnHover
          delay={300}
        >
          {title}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner side="top" sideOffset={6} collisionPadding={12} className={floating.positioner}>
            <Popover.Popup className={floating.explanation} initialFocus={false}>
              <Popover.Title className={floating.term}>{title}</Popover.Title>
              <Popover.Description>
                {band.firstBlock === null
                  ? sentence
                  : `${sentence} Blocks ${band.firstBlock} to ${band.lastBlock}.`}
              </Popover.Description>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}
