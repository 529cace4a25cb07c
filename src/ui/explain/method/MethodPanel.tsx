import {
  type CamMethodId,
  derivedMethodIds,
  instantMethodIds,
  isDerived,
  methodCatalogue,
} from '../../../cam/methods.ts';
import { Disclosure } from '../../controls/Disclosure.tsx';
import { Explain } from '../../controls/Explain.tsx';
import panel from '../../controls/Panel.module.css';
import { failureMessage } from '../../words/failureMessages.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { diagnosisWords } from './diagnosisWords.ts';
import styles from './MethodPanel.module.css';

/** How a layer's activations and gradients become a map. The first three come from the same pass. */
export function MethodPanel() {
  const choseDerived = useAppState((state) => isDerived(state.view.method));
  return (
    <section className={panel.panel} aria-labelledby="method-title">
      <h2 id="method-title" className={panel.title}>
        Method
      </h2>
      <fieldset className={styles.methods} aria-labelledby="method-title">
        {instantMethodIds.map((id) => (
          <MethodChoice key={id} id={id} />
        ))}
        <Disclosure title="More methods" startsOpen={choseDerived}>
          {derivedMethodIds.map((id) => (
            <MethodChoice key={id} id={id} />
          ))}
        </Disclosure>
      </fieldset>
      <DerivationLine />
      <Diagnosis />
    </section>
  );
}

function MethodChoice({ id }: { id: CamMethodId }) {
  const { actions } = useApp();
  const method = useAppState((state) => state.view.method);
  const { title, explanation, paper } = methodCatalogue[id];
  return (
    <div className={styles.method}>
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
}

/** Why the chosen method shows nothing new, with the way on. */
function DerivationLine() {
  const { actions } = useApp();
  const derivation = useAppState((state) => state.derivation);
  if (derivation.phase !== 'failed') return null;
  const { title } = failureMessage(derivation.failure);
  return (
    <p className={styles.problem} role="alert">
      <span>{`${methodCatalogue[derivation.method].title}: ${title} `}</span>
      <button type="button" className={styles.retry} onClick={() => actions.retry()}>
        Try again
      </button>
    </p>
  );
}

function Diagnosis() {
  const { derivedDiagnosis } = useApp();
  // Remarks that come and go with each frame cannot be read.
  const findings = useAppState(({ shown, sequence }) =>
    sequence.phase === 'running' ? undefined : shown?.diagnosis,
  );
  const ofMethod = useAppState(({ sequence }) =>
    sequence.phase === 'running' ? undefined : derivedDiagnosis(),
  );
  const sentences = [...new Set([...(findings ?? []), ...(ofMethod ?? [])].map(diagnosisWords))].filter(
    (words) => words !== null,
  );
  if (sentences.length === 0) return null;
  return (
    <ul className={styles.diagnosis} aria-label="Notes on the numbers">
      {sentences.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
