import { Eye, Maximize } from 'lucide-react';
import { memo, useDeferredValue, useRef, useSyncExternalStore } from 'react';
import { extentOf } from '../../../cam/methods.ts';
import { isAbsent } from '../../../state/explain/maps/absentMap.ts';
import { showsMask } from '../../../state/explain/maps/stageScene.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { Segments } from '../../controls/Segments.tsx';
import { Select } from '../../controls/Select.tsx';
import {
  emptyReasons,
  emptyTitle,
  sourceChoices,
  sourceTabs,
  sourceTitles,
  stageSources,
} from '../../words/words.ts';
import { useApp, useAppState, useDisplayMap, useLayers } from '../AppContext.tsx';
import { maskCaption } from '../mask/maskWords.ts';
import { useRegion } from '../mask/useMask.ts';
import { usePresenter } from '../present/PresenterContext.tsx';
import { stageCaption } from './caption.ts';
import { HoldForPhoto } from './HoldForPhoto.tsx';
import { Legend } from './Legend.tsx';
import styles from './Stage.module.css';
import { StageCanvas } from './StageCanvas.tsx';

type Side = 'left' | 'right';

interface StageProps {
  readonly side: Side;
  readonly alone: boolean;
}

interface HeadProps extends StageProps {
  readonly source: StageSource;
}

const ordinals = { left: 'first', right: 'second' } as const satisfies Record<Side, string>;

/** Alone on a narrow screen, a view offers its sources as tabs. */
const tabs = stageSources.map((value) => ({ value, label: sourceTabs[value] }));

/** One view of the photo: what it shows, the canvas, the legend and a caption. */
export function Stage({ side, alone }: StageProps) {
  const source = useAppState((state) => state.view[`${side}Stage`]);
  const map = useDisplayMap(source);
  // Frames that follow each other are over before they are read out.
  const isMoving = useAppState(({ sequence }) => sequence.phase === 'running');
  // Putting a map into words takes milliseconds: what is drawn does not wait for them.
  const described = useDeferredValue(isMoving ? null : map);
  const { layers, position } = useLayers();
  const readout = useRef<HTMLParagraphElement>(null);
  const updating = useAppState(
    ({ run, shown, derivation }) =>
      shown !== null &&
      (run.phase === 'reading' ||
        run.phase === 'computing' ||
        // A method of single layers changes one map, and that one says so itself.
        (derivation.phase === 'computing' && extentOf(derivation.method) !== 'singleLayer')),
  );
  const shows = useAppState(({ view }) => (showsMask(view, source) ? view.mask.shows : 'heat'));
  const masked = useRegion(shows !== 'heat');
  const caption =
    masked === null
      ? stageCaption(map, source, { position, count: layers.length })
      : maskCaption(shows, masked);

  return (
    <section className={styles.stage} aria-label={`The ${ordinals[side]} view: ${sourceTitles[source]}`}>
      <Head side={side} alone={alone} source={source} />
      <div className={styles.mat}>
        <StageCanvas
          source={source}
          label={
            masked === null
              ? mapLabel(source, map !== null, isMoving ? 'Live.' : described?.description)
              : caption
          }
          readout={readout}
        />
        {updating && <span className={styles.updating}>Updating…</span>}
        {map?.empty != null && (
          <div className={styles.empty}>
            <p>
              <strong>{emptyTitle(map.empty)}</strong> <span>{emptyReasons[map.empty]}</span>
            </p>
            {map.empty === 'notComputed' && source === 'layer' && <DeriveButton />}
          </div>
        )}
      </div>
      <div className={styles.foot}>
        <Legend map={masked !== null || isAbsent(map?.empty ?? null) ? null : map} />
        <p ref={readout} className={styles.readout} translate="no" aria-hidden />
      </div>
      <p className={styles.caption}>{caption}</p>
    </section>
  );
}

/** What the view shows, and its tools: the same while one frame follows another. */
const Head = memo(function Head({ side, alone, source }: HeadProps) {
  const { actions } = useApp();
  const presenter = usePresenter();
  const fusion = useAppState((state) => state.view.fusion);
  const zoomed = useSyncExternalStore(presenter.viewport.zoomed.subscribe, presenter.viewport.zoomed.get);

  const chooseSource = (chosen: StageSource) =>
    actions.setView(side === 'left' ? { leftStage: chosen } : { rightStage: chosen });

  return (
    <div className={styles.head}>
      {alone ? (
        <Segments label="What is shown" value={source} options={tabs} onChange={chooseSource} />
      ) : (
        <Select
          label={`What the ${ordinals[side]} view shows`}
          value={source}
          options={sourceChoices(fusion)}
          onChange={chooseSource}
          quiet
        />
      )}
      <span className={styles.tools}>
        {zoomed && (
          <IconButton
            icon={Maximize}
            label="Show the whole photo"
            shortcut="0"
            onClick={() => presenter.viewport.reset()}
          />
        )}
        <HoldForPhoto icon={Eye} />
      </span>
    </div>
  );
});

/** Computes a slow method for the layer on the stage. */
function DeriveButton() {
  const { actions } = useApp();
  const computing = useAppState((state) => state.derivation.phase === 'computing');
  return (
    <button
      type="button"
      className={`${buttons.button} ${styles.derive}`}
      disabled={computing}
      onClick={() => actions.deriveLayer()}
    >
      {computing ? 'Computing…' : 'Compute for this layer'}
    </button>
  );
}

/** @param description comes a moment after its map */
function mapLabel(source: StageSource, hasMap: boolean, description: string | undefined): string {
  if (!hasMap) return `${sourceTitles[source]}: no heat map yet`;
  const title = `Heat map, ${sourceTitles[source].toLowerCase()}.`;
  return description === undefined ? title : `${title} ${description}`;
}
