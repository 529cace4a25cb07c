export interface Sample {
  readonly id: string;
  /** For the gallery and as alternative text, e.g. "A tabby cat's face, close up". */
  readonly title: string;
  /** Relative URL under public/samples. */
  readonly url: string;
  /** Author and licence, shown in the gallery. */
  readonly credit: string;
  /** Longest side and shape are known beforehand, so that nothing jumps when it loads. */
  readonly width: number;
  readonly height: number;
}
