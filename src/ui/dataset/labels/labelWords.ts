/** How labels were found, and why files are left out, in words. */
import type { LabelRule } from '../../../dataset/labels/proposeLabels.ts';
import type { LeftOutReason } from '../../../dataset/manifest/sortFiles.ts';
import type { FileProblem } from '../../../state/dataset/status.ts';
import { failureMessage } from '../../words/failureMessages.ts';

/** What a group of pictures has in common, such as "Folder “cats”". */
export function patternTitle(rule: LabelRule, name: string): string {
  switch (rule) {
    case 'table':
      return `Table says “${name}”`;
    case 'folder':
      return `Folder “${name}”`;
    case 'breed':
      return `Breed “${name}” (Oxford-IIIT Pet)`;
    case 'fileName':
      return `File names “${name}…”`;
    case 'unknown':
      return name === '' ? 'Files without a folder' : `Folder “${name}”, which names no class`;
  }
}

const leftOutReasons: Readonly<Record<LeftOutReason, string>> = {
  hidden: 'hidden file',
  system: 'written by the system for itself',
  maskWithoutPicture: 'a mask without its picture',
  noPicture: 'no picture, and no table of labels that could be read',
};

/** Why a file has no answer, in a few words. */
export function problemReason(problem: FileProblem): string {
  return 'leftOut' in problem ? leftOutReasons[problem.leftOut] : failureMessage(problem.problem).title;
}
