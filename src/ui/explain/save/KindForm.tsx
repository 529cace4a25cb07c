import { useDeferredValue, useMemo } from 'react';
import type { ExportContext, ExportKind } from '../../../save/exportKind.ts';
import { readValues, type StoredValues } from '../../../save/options.ts';
import buttons from '../../controls/Button.module.css';
import { useAppState } from '../AppContext.tsx';
import { OptionForm } from './OptionForm.tsx';
import { PreviewBox } from './PreviewBox.tsx';
import styles from './SaveDialog.module.css';
import { SavingLine } from './SavingLine.tsx';
import { useSaving } from './useSaving.ts';

interface KindFormProps {
  readonly kind: ExportKind;
  readonly context: ExportContext;
  readonly stored: StoredValues;
  readonly onChange: (values: StoredValues) => void;
}

/** One kind of file: what it will be, its options, and the way to get it. */
export function KindForm({ kind, context, stored, onChange }: KindFormProps) {
  // What is on the screen may still change under the dialog: a run may end.
  const state = useAppState((whole) => whole);
  const { saving, save, copy, cancel } = useSaving(context);
  const options = kind.options(context);
  const values = readValues(options, stored);
  const problem = kind.problem?.(context) ?? null;
  const description = problem === null ? kind.describe(context, values) : '';
  const working = saving.phase === 'working';
  // A preview takes longer than a slider's step: it follows when there is time.
  const drawn = useDeferredValue(stored);
  const preview = useMemo(
    () => (state.shown !== null && problem === null ? kind.preview(context, drawn) : null),
    [kind, context, drawn, state, problem],
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save(kind, values);
      }}
    >
      <p className={styles.about}>{kind.about}</p>
      {problem === null ? (
        <>
          <PreviewBox preview={preview} label={`Preview of what will be saved: ${description}`} />
          <p className={styles.facts}>{description}</p>
          <OptionForm
            options={options}
            values={values}
            disabled={working}
            onChange={(name, value) => onChange({ ...values, [name]: value })}
          />
        </>
      ) : (
        <p className={styles.nothing}>{problem}</p>
      )}
      <div className={styles.foot}>
        <SavingLine saving={saving} />
        {working ? (
          <button type="button" className={buttons.button} onClick={cancel}>
            Cancel
          </button>
        ) : (
          <>
            {kind.copies === true && canCopy() && (
              <button
                type="button"
                className={buttons.button}
                disabled={problem !== null}
                onClick={() => copy(kind, values)}
              >
                Copy picture
              </button>
            )}
            <button type="submit" className={buttons.primary} disabled={problem !== null}>
              Save
            </button>
          </>
        )}
      </div>
    </form>
  );
}

/** Pages without https have no clipboard, and not every browser takes pictures. */
function canCopy(): boolean {
  return 'clipboard' in navigator && 'ClipboardItem' in window;
}
