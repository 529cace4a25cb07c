import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from './readCsv.ts';
import { writeCsv } from './writeCsv.ts';

describe('reading a table', () => {
  test.each([
    ['commas', 'file,label\na.jpg,cat\n'],
    ['semicolons and Windows line ends', 'file;label\r\na.jpg;cat\r\n'],
    ['tabs', 'file\tlabel\na.jpg\tcat'],
    ['a byte order mark', '\ufefffile,label\na.jpg,cat'],
    ['old Mac line ends and empty lines', '\rfile,label\r\ra.jpg,cat\r'],
    ['quotes around everything', '"file","label"\n"a.jpg","cat"'],
  ])('with %s', (_with, text) => {
    expect(readCsv(text)).toEqual([
      ['file', 'label'],
      ['a.jpg', 'cat'],
    ]);
  });

  test('keeps separators, quotes and line breaks within quotes', () => {
    expect(readCsv('"a, ""b""\nc",1')).toEqual([['a, "b"\nc', '1']]);
  });

  test('keeps empty cells, the last of a line and of the text included', () => {
    expect(readCsv('a,,\n,b,')).toEqual([
      ['a', '', ''],
      ['', 'b', ''],
    ]);
  });

  test('makes the best of quotes that are wrong', () => {
    expect(readCsv('5" nail,x\n"open,y')).toEqual([['5" nail', 'x'], ['open,y']]);
    expect(readCsv('"a"b,c')).toEqual([['ab', 'c']]);
  });

  test('of nothing is no row', () => {
    expect(readCsv('')).toEqual([]);
    expect(readCsv('\ufeff\r\n')).toEqual([]);
  });

  test('reads back what is written, whatever stands in the cells', () => {
    // No line break, and nothing that gets an apostrophe or is taken for the mark at a file's head.
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '猫', ' ', '"', ',', ';', '7') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        expect(readCsv(writeCsv(['a', 'b'], rows))).toEqual([['a', 'b'], ...rows]);
      }),
    );
  });
});
