import type { ColourMapId } from '../../../cam/map/display.ts';
import cover from '../../controls/Cover.module.css';
import { Explain } from '../../controls/Explain.tsx';
import panel from '../../controls/Panel.module.css';
import { colourMapTitles } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { ColourBar } from './ColourBar.tsx';
import styles from './ColourChoice.module.css';

const colourMaps: readonly ColourMapId[] = ['turbo', 'viridis', 'magma', 'cividis', 'jet'];

/** The colour maps as swatches; a signed map has its own two colours. */
export function ColourChoice() {
  const { actions } = useApp();
  const colourMap = useAppState((state) => state.view.colourMap);
  const signed = useAppState((state) => state.view.sign === 'signed');
  return (
    <div className={panel.row}>
      <div className={panel.rowHead}>
        <span>Colours</span>
        <Explain term="a colour map">
          Which colour stands for which value. Cividis reads the same with colour blindness; Jet is for
          comparison with papers.
        </Explain>
        <output className={styles.name}>{signed ? 'Blue to red' : colourMapTitles[colourMap]}</output>
      </div>
      <fieldset className={styles.swatches} aria-label="Colours" disabled={signed}>
        {colourMaps.map((id) => (
          <label key={id} className={styles.swatch} title={colourMapTitles[id]}>
            <input
              type="radio"
              name="colour-map"
              className={`${cover.cover} ${styles.radio}`}
              aria-label={colourMapTitles[id]}
              checked={id === colourMap}
              onChange={() => actions.setView({ colourMap: id })}
            />
            <ColourBar colours={id} className={styles.colours} />
          </label>
        ))}
      </fieldset>
    </div>
  );
}
