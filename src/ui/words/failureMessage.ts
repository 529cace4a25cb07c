/** A failure in words: what happened, why, and what the reader can do now. */
export interface FailureMessage {
  readonly title: string;
  readonly sentence: string;
  readonly nextStep: string;
}
