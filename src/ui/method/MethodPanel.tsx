import type { MethodId } from '../../engine/api.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { Explain } from '../controls/Explain.tsx';
import panel from '../controls/Panel.module.css';
import { methodWords } from '../words.ts';
import styles from './MethodPanel.module.css';

const methods: readonly MethodId[] = ['positiveGradCam', 'gradCam', 'layerCam'];

/** How a layer's activations and gradients become a map. All come from the same pass. */
export function MethodPanel() {
  const { actions } = useApp();
  const method = useAppState((state) => state.view.method);
  return (
    <section className={panel.panel} aria-labelledby="method-title">
      <h2 id="method-title" className={panel.title}>
        Method
      </h2>
      <fieldset className={styles.methods} aria-labelledby="method-title">
        {methods.map((id) => {
          const { title, explanation, paper } = methodWords[id];
          return (
            <div key={id} className={styles.method}>
              <label className={styles.choice}>
                <input
                  type="radio"
                  name="method"
                  className={styles.radio}
                  checked={id === method}
                  onChange={() => actions.setView({ method: id })}
                />
                <span>{title}</span>
              </label>
              <Explain term={title} link={paper}>
                {explanation}
              </Explain>
            </div>
          );
        })}
      </fieldset>
    </section>
  );
}
