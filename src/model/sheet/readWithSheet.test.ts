import { expect, test } from 'vitest';
import { readSubject } from '../../../test/modelSubjects.ts';
import { samplePhotos } from '../../../test/samplePhotos.ts';
import { readWithSheet } from './readWithSheet.ts';

test('photos of any size tell the range: they are brought to the size that the network reads', async () => {
  const [file] = readSubject('keras/fer2013_mini_XCEPTION.102-0.66.hdf5')!;
  const files = [new File([file!.bytes as Uint8Array<ArrayBuffer>], 'model')];
  const { source, sheet } = await readWithSheet({ files, samples: samplePhotos(120, 90) });
  expect(source.format).toBe('kerasHdf5');
  expect(sheet.range).toMatchObject({ value: 'symmetric', evidence: { kind: 'statistics' }, isSure: true });
});
