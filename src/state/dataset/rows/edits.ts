/** What a person said of pictures: kept apart from what was found, so that it can be undone, saved and read back. */
import type { PictureEdit } from '../../../dataset/exchange/tagsFile.ts';

/** By index of the picture. Never changed in place. */
export type Edits = ReadonlyMap<number, PictureEdit>;

/** One change for some pictures. */
export type EditChange =
  /** A label of the model, or null for none. */
  | { readonly kind: 'label'; readonly label: string | null }
  /** Takes back what was said of the label. */
  | { readonly kind: 'labelAsFound' }
  | { readonly kind: 'exclude'; readonly isExcluded: boolean }
  | { readonly kind: 'addTag'; readonly tag: string }
  | { readonly kind: 'removeTag'; readonly tag: string }
  | { readonly kind: 'note'; readonly note: string };

/** The edits after a change. */
export function applyChange(edits: Edits, pictures: readonly number[], change: EditChange): Edits {
  const changed = new Map(edits);
  for (const picture of pictures) {
    const edit = changeOne(edits.get(picture) ?? {}, change);
    if (Object.keys(edit).length === 0) changed.delete(picture);
    else changed.set(picture, edit);
  }
  return changed;
}

function changeOne(edit: PictureEdit, change: EditChange): PictureEdit {
  switch (change.kind) {
    case 'label':
      return { ...edit, label: change.label };
    case 'labelAsFound': {
      const { label: _label, ...rest } = edit;
      return rest;
    }
    case 'exclude': {
      const { isExcluded: _isExcluded, ...rest } = edit;
      return change.isExcluded ? { ...rest, isExcluded: true } : rest;
    }
    case 'addTag': {
      const tags = edit.tags ?? [];
      return tags.includes(change.tag) ? edit : { ...edit, tags: [...tags, change.tag] };
    }
    case 'removeTag': {
      const { tags = [], ...rest } = edit;
      const left = tags.filter((tag) => tag !== change.tag);
      return left.length > 0 ? { ...rest, tags: left } : rest;
    }
    case 'note': {
      const { note: _note, ...rest } = edit;
      return change.note === '' ? rest : { ...rest, note: change.note };
    }
  }
}

/**
 * The labels that count: those that were found, but for those that a person changed.
 *
 * @param found class index per picture, −1 for none.
 * @param classes names by index; an unknown name counts as none.
 */
export function effectiveLabels(found: Int32Array, edits: Edits, classes: readonly string[]): Int32Array {
  const labels = found.slice();
  for (const [picture, { label }] of edits) {
    if (label !== undefined) labels[picture] = label === null ? -1 : classes.indexOf(label);
  }
  return labels;
}
