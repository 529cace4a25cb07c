import { Popover } from '@base-ui/react/popover';
import { Cpu, Download } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { BackendName, EngineInfo } from '../../../engine/api.ts';
import buttons from '../../controls/Button.module.css';
import floating from '../../controls/Floating.module.css';
import { formatBytes, formatCount, formatSize } from '../../words/format.ts';
import { backendTitles, drawingWords, reductionWords, tracingWords } from '../../words/words.ts';
import { useAppState, useInstallation } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { engineLine } from './engineLine.ts';
import styles from './RunsWhere.module.css';

/** Which model runs on what: a line in the bar, the facts in a popover. */
export function RunsWhere() {
  const engine = useAppState((state) => state.engine);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`${buttons.quiet} ${styles.trigger}`}
        aria-label={`Runs: ${engineLine(engine)}`}
      >
        <Cpu size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.line}>{engineLine(engine)}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} collisionPadding={12} align="end" className={floating.positioner}>
          <Popover.Popup className={floating.popover}>
            <Popover.Title>What runs where</Popover.Title>
            <Popover.Description className={styles.promise}>
              Everything happens on this computer. No photo, no result and no click is sent anywhere.
            </Popover.Description>
            {engine.phase === 'ready' ? <Facts info={engine.info} /> : <p>{engineLine(engine)}</p>}
            <OnThisComputer />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Facts({ info }: { info: EngineInfo }) {
  const { backend, model, tracing, reduction } = info;
  const { stages } = usePresenter().drawing;
  const drawing = useSyncExternalStore(stages.subscribe, stages.get);
  const sizeBytes = model.card.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Backend</dt>
        <dd>{backendTitles[backend.name]}</dd>
        {backend.device !== '' && (
          <>
            <dt>Device</dt>
            <dd>{backend.device}</dd>
          </>
        )}
        <dt>Gradients by</dt>
        <dd>{tracingWords(tracing)}</dd>
        <dt>Maps by</dt>
        <dd>{reductionWords(reduction)}</dd>
        {drawing !== null && (
          <>
            <dt>Drawn by</dt>
            <dd>{drawingWords[drawing]}</dd>
          </>
        )}
        <dt>Model</dt>
        <dd>{model.card.name}</dd>
        <dt>Tells apart</dt>
        <dd>{model.card.labels.join(', ')}</dd>
        <dt>Looks at</dt>
        <dd>{`${formatSize(model.card.input.width, model.card.input.height)} pixels`}</dd>
        <dt>Explained</dt>
        <dd>{formatCount(model.layers.length, 'layer')}</dd>
        <dt>Size</dt>
        <dd>{formatBytes(sizeBytes)}</dd>
        <dt>Licence</dt>
        <dd>{model.card.licence}</dd>
      </dl>
      {backend.refusals.length > 0 && (
        <>
          <h3 className={styles.heading}>Why nothing faster</h3>
          <ul className={styles.refusals}>
            {backend.refusals.map((refusal) => (
              <li key={refusal.backend}>
                <strong>{backendTitles[refusal.backend]}</strong>
                <span>{`: ${refusal.reason}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={styles.heading}>Run on</h3>
      <nav aria-label="Backend" className={styles.backends}>
        {choices.map((name) => (
          <a
            key={name}
            href={addressFor(name)}
            className={buttons.button}
            aria-current={name === wantedBackend() ? 'true' : undefined}
          >
            {name === 'auto' ? 'Best available' : backendTitles[name]}
          </a>
        ))}
      </nav>
    </>
  );
}

const choices = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

/** What the address asks for; without a word of it, or with an unknown one, the best available. */
function wantedBackend(): BackendName | 'auto' {
  const wanted = new URLSearchParams(location.search).get('backend');
  return choices.find((name) => name === wanted) ?? 'auto';
}

/** Whether the page opens without a network, and the way to install it where the browser has one. */
function OnThisComputer() {
  const { worksOffline, install } = useInstallation((state) => state);
  if (!worksOffline && install === null) return null;
  return (
    <>
      <h3 className={styles.heading}>On this computer</h3>
      {worksOffline && <p>The page is kept here and opens without a network, too.</p>}
      {install !== null && (
        <button type="button" className={`${buttons.button} ${styles.install}`} onClick={install}>
          <Download size={16} strokeWidth={1.75} aria-hidden />
          <span>Install as an app…</span>
        </button>
      )}
    </>
  );
}

/** This page's address with another backend; the view in the hash stays. */
function addressFor(backend: BackendName | 'auto'): string {
  const address = new URL(location.href);
  if (backend === 'auto') address.searchParams.delete('backend');
  else address.searchParams.set('backend', backend);
  return address.href;
}
