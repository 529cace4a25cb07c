import { useEffect, useRef, useState } from 'react';
import type { FailureData } from '../../../lib/failure.ts';
import { failureData, toFailure } from '../../../lib/failure.ts';
import type { ExportContext, ExportedFile, ExportKind } from '../../../save/exportKind.ts';
import { fileName } from '../../../save/fileName.ts';
import type { StoredValues } from '../../../save/options.ts';
import { download } from '../../download.ts';

export type Saving =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working'; readonly fraction: number }
  | {
      readonly phase: 'saved';
      readonly name: string;
      readonly sizeBytes: number;
      readonly note: string | null;
    }
  | { readonly phase: 'copied' }
  | { readonly phase: 'failed'; readonly failure: FailureData };

interface SavingActions {
  readonly saving: Saving;
  save(kind: ExportKind, values: StoredValues): void;
  /** Puts a picture on the clipboard. */
  copy(kind: ExportKind, values: StoredValues): void;
  cancel(): void;
}

/** Makes files, one at a time; what is being made is given up when the dialog closes. */
export function useSaving(context: ExportContext): SavingActions {
  const [saving, setSaving] = useState<Saving>({ phase: 'idle' });
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  function start(kind: ExportKind, values: StoredValues): Promise<ExportedFile> {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setSaving({ phase: 'working', fraction: 0 });
    const onProgress = (fraction: number) => {
      if (!own.signal.aborted) setSaving({ phase: 'working', fraction });
    };
    return kind.run(context, values, { signal: own.signal, onProgress });
  }

  async function finish(work: Promise<Saving>): Promise<void> {
    const own = controller.current;
    const result = await work.catch((thrown: unknown): Saving => {
      const failure = failureData(toFailure(thrown));
      return failure.code === 'cancelled' ? { phase: 'idle' } : { phase: 'failed', failure };
    });
    if (own === controller.current) setSaving(result);
  }

  return {
    saving,
    save(kind, values) {
      const { app } = context;
      const { shown, view } = app.store.getState();
      const isSample = shown?.pictureId.startsWith('sample:') === true && view.sample !== null;
      const picture = isSample ? view.sample : context.words.picture();
      void finish(
        start(kind, values).then(({ blob, extension, part, note = null }): Saving => {
          const name = fileName({ date: new Date(), picture, part, extension });
          download(blob, name);
          return { phase: 'saved', name, sizeBytes: blob.size, note };
        }),
      );
    },
    copy(kind, values) {
      // The clipboard is opened at once, while the click still counts, and takes the picture when it is there.
      const blob = start(kind, values).then((file) => file.blob);
      const writing = navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      // Why there is no picture says more than that the clipboard got none.
      void finish(blob.then(() => writing).then((): Saving => ({ phase: 'copied' })));
      writing.catch(() => undefined);
    },
    cancel() {
      controller.current?.abort();
      controller.current = null;
      setSaving({ phase: 'idle' });
    },
  };
}
