/** The forms of film that are tried, best first: MP4 plays everywhere, WebM where there is no encoder for it. */
export interface VideoForm {
  readonly codec: 'avc' | 'vp9' | 'vp8';
  readonly extension: 'mp4' | 'webm';
}

export const videoForms: readonly VideoForm[] = [
  { codec: 'avc', extension: 'mp4' },
  { codec: 'vp9', extension: 'webm' },
  { codec: 'vp8', extension: 'webm' },
];

/** The frames of a film, painted one after another into one canvas. */
export interface VideoSource {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly framesPerSecond: number;
  paint(context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D, index: number): void;
}

export interface VideoOptions {
  /** Title and recipe, put into the file where its format has a place for them. */
  readonly title: string;
  readonly comment: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}
