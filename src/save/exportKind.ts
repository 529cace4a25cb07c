/**
 * The contract between the Save dialog and the kinds of files that it offers: types, and the one function that makes
 * a kind. `exportKinds.ts` lists them all.
 */
import type { App } from '../state/explain/app.ts';
import type { StageSource } from '../state/explain/view/view.ts';
import { type ExportOptions, type OptionValues, readValues, type StoredValues } from './options.ts';
import type { ReportWords } from './report/reportWords.ts';

/** What the interface calls things. It is handed in, because the words live there. */
export interface SaveWords {
  /** "This layer", "All layers". */
  sourceTitle(source: StageSource): string;
  /** What stands under a stage: "Layer 58 of 155: block 6, expand (ReLU), 28 × 28 cells. …". */
  caption(source: StageSource): string;
  /** "99.3 % cat". */
  prediction(): string;
  /** "why cat". */
  question(): string;
  /** "Grad-CAM, positive sections". */
  method(): string;
  /** The file's name or the sample's title. */
  picture(): string;
  /** Those that only the report needs. */
  readonly report: ReportWords;
}

export interface ExportContext {
  readonly app: App;
  readonly words: SaveWords;
}

export interface ExportWork {
  readonly signal: AbortSignal;
  /** Takes 0 to 1; never falls. */
  readonly onProgress: (fraction: number) => void;
}

export interface ExportedFile {
  readonly blob: Blob;
  /** Without a dot. */
  readonly extension: string;
  /** What of the picture it shows, for the name of the file, e.g. `layer-058_block-6-expand-relu`. */
  readonly part: string;
  /** What turned out otherwise than was asked for, as a sentence. */
  readonly note?: string;
}

/** What will be saved, small. */
export type Preview =
  | {
      readonly type: 'picture';
      /** Of the file, in pixels; the preview's canvas has the same shape. */
      readonly width: number;
      readonly height: number;
      /** Whether it changes with time. */
      readonly moves: boolean;
      /** Whether something behind it shows through. */
      readonly isTransparent?: boolean;
      /** Fills the whole canvas. */
      draw(canvas: HTMLCanvasElement, timeMs: number): void;
    }
  | { readonly type: 'text'; readonly text: string };

interface KindFacts {
  /** Unique; stays in the state of a visit. */
  readonly id: string;
  /** For the list: "Picture (PNG)". */
  readonly title: string;
  /** One sentence under the title. */
  readonly about: string;
  /** Whether the result is a PNG that the clipboard takes. */
  readonly copies?: boolean;
  /** What has to be done before this can be saved, as a sentence; null where nothing is missing. */
  problem?(context: ExportContext): string | null;
}

/** A kind as its file defines it: `values` has the type of `options`. */
export interface ExportKindDefinition<Options extends ExportOptions> extends KindFacts {
  /** What can be chosen now. Asked again whenever the dialog is drawn, so it must be quick. */
  options(context: ExportContext): Options;
  /** What will come out, with its size where that is known: "155 layers, 480 × 360 pixels". */
  describe(context: ExportContext, values: OptionValues<Options>): string;
  preview?(context: ExportContext, values: OptionValues<Options>): Preview | null;
  /**
   * Makes the file of what is shown at the moment of the call. Rejects with a Failure; `cancelled` when the signal
   * is aborted.
   */
  run(context: ExportContext, values: OptionValues<Options>, work: ExportWork): Promise<ExportedFile>;
}

/** A kind as the dialog uses it: it need not know the options of any. */
export interface ExportKind extends KindFacts {
  options(context: ExportContext): ExportOptions;
  describe(context: ExportContext, stored: StoredValues): string;
  preview(context: ExportContext, stored: StoredValues): Preview | null;
  run(context: ExportContext, stored: StoredValues, work: ExportWork): Promise<ExportedFile>;
}

export function exportKind<Options extends ExportOptions>(
  definition: ExportKindDefinition<Options>,
): ExportKind {
  const { id, title, about, copies = false } = definition;
  const read = (context: ExportContext, stored: StoredValues) =>
    readValues(definition.options(context), stored);
  return {
    id,
    title,
    about,
    copies,
    problem: (context) => definition.problem?.(context) ?? null,
    options: (context) => definition.options(context),
    describe: (context, stored) => definition.describe(context, read(context, stored)),
    preview: (context, stored) => definition.preview?.(context, read(context, stored)) ?? null,
    run: (context, stored, work) => definition.run(context, read(context, stored), work),
  };
}
