/** A file or blob on its way in. */
export interface IncomingPicture {
  readonly name: string;
  readonly blob: Blob;
  readonly origin: 'drop' | 'paste' | 'pick' | 'link' | 'frame';
}

/** A file that looks like a recipe. */
export interface RecipeFile extends Pick<IncomingPicture, 'name' | 'blob'> {}
