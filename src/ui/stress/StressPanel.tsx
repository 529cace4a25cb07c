import { Disclosure } from '../controls/Disclosure.tsx';
import panel from '../controls/Panel.module.css';
import { CratePanel } from './CratePanel.tsx';
import { CurvesPanel } from './CurvesPanel.tsx';
import styles from './Stress.module.css';

/** What the model makes of bars in front of the picture, and what a map is worth. Folded away until it is wanted. */
export function StressPanel() {
  return (
    <section className={styles.stress} aria-labelledby="stress-title">
      <Disclosure
        title={
          <h2 id="stress-title" className={panel.title}>
            Stress test
          </h2>
        }
      >
        <div className={styles.contents}>
          <CratePanel />
          <CurvesPanel />
        </div>
      </Disclosure>
    </section>
  );
}
