import { useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { PhotoRegion } from '../../../image/pixels.ts';
import type { App } from '../../../state/explain/app.ts';
import { shownPhoto } from '../../../state/explain/maps/stageScene.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import panel from '../../controls/Panel.module.css';
import tables from '../../controls/Table.module.css';
import { formatPercent } from '../../words/format.ts';
import { sourceTitles } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import styles from './Lab.module.css';

/** A box around the object, and how much of the evidence lies in it. */
export function BoxPanel() {
  const app = useApp();
  const { lab } = usePresenter();
  const drawing = useSyncExternalStore(lab.drawing.subscribe, lab.drawing.get);
  const report = useStore(app.store, () => app.maps.box());
  const ready = useAppState((state) => state.shown !== null);
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Box around the object</span>
        <Explain term="the box for">
          Draw a box around the animal: how much of each layer’s evidence lies inside? Shift and drag on a
          photo draws one too, Escape takes it away.
        </Explain>
      </div>
      <div className={folded.buttons}>
        <button
          type="button"
          className={buttons.button}
          aria-pressed={drawing}
          disabled={!ready}
          onClick={() => lab.setDrawing(!drawing)}
        >
          {drawing ? 'Drag on a photo…' : 'Draw a box'}
        </button>
        {report === null ? (
          <button
            type="button"
            className={buttons.button}
            disabled={!ready}
            onClick={() => app.actions.setBox(middleOfPhoto(app))}
          >
            Start in the middle
          </button>
        ) : (
          <button type="button" className={buttons.button} onClick={() => app.actions.setBox(null)}>
            Clear the box
          </button>
        )}
      </div>
      {report !== null && (
        <>
          <BoxFields box={report.box} onChange={(box) => app.actions.setBox(box)} />
          <Measures area={report.area} />
        </>
      )}
    </div>
  );
}

/** The middle half of the photo along both sides. */
function middleOfPhoto(app: App): PhotoRegion | null {
  const photo = shownPhoto(app);
  if (photo === null) return null;
  const { width, height } = photo;
  return { x: width / 4, y: height / 4, width: width / 2, height: height / 2 };
}

const fields = [
  { side: 'x', label: 'Left' },
  { side: 'y', label: 'Top' },
  { side: 'width', label: 'Width' },
  { side: 'height', label: 'Height' },
] as const;

function BoxFields({ box, onChange }: { box: PhotoRegion; onChange: (box: PhotoRegion) => void }) {
  return (
    <fieldset className={styles.fields} aria-label="The box in pixels of the photo">
      {fields.map(({ side, label }) => (
        <NumberField
          key={side}
          label={label}
          value={box[side]}
          onChange={(value) => onChange({ ...box, [side]: value })}
        />
      ))}
    </fieldset>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** What is being typed stays as it is until the field is left, also where it is no number yet. */
function NumberField({ label, value, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type="number"
        className={styles.number}
        min={0}
        step={1}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
          const number = event.target.valueAsNumber;
          const isLength = label === 'Width' || label === 'Height';
          if (number >= (isLength ? 1 : 0)) onChange(number);
        }}
        onBlur={() => setTyped(null)}
      />
    </label>
  );
}

const sides = ['leftStage', 'rightStage'] as const;

function Measures({ area }: { area: number }) {
  const left = useAppState((state) => state.view.leftStage);
  const right = useAppState((state) => state.view.rightStage);
  const sources = { leftStage: left, rightStage: right };
  return (
    <>
      <table className={tables.table} aria-label="The shown maps in the box">
        <thead>
          <tr>
            <th scope="col">Map</th>
            <th scope="col">Energy</th>
            <th scope="col">Peak</th>
            <th scope="col">Overlap</th>
          </tr>
        </thead>
        <tbody>
          {sides.map((side) => (
            <MeasuresOf key={side} source={sources[side]} />
          ))}
        </tbody>
      </table>
      <p className={folded.note}>
        {area > 0
          ? `Energy is the share of the map inside the box; a map without any preference has ${formatPercent(area)}. Overlap is that of the hot region (Otsu) with the box.`
          : 'The network did not see this part of the photo.'}
      </p>
    </>
  );
}

function MeasuresOf({ source }: { source: StageSource }) {
  const app = useApp();
  const measured = useStore(app.store, () => app.maps.localisation(source));
  return (
    <tr>
      <th scope="row">{sourceTitles[source]}</th>
      <td>{measured === null ? '–' : formatPercent(measured.energyInside)}</td>
      <td>{measured === null ? '–' : measured.peakInside ? 'inside' : 'outside'}</td>
      <td>{measured === null ? '–' : formatPercent(measured.otsuOverlap)}</td>
    </tr>
  );
}
