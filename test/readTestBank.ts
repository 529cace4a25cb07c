/** The training set that ships, read from public/lab. */
import { readFileSync } from 'node:fs';
import type { Bank } from '../src/train/bank/bank.ts';
import type { BankFile } from '../src/train/bank/bankFile.ts';
import { parseBankFile, readBank } from '../src/train/bank/parseBank.ts';

const folder = new URL('../public/lab/', import.meta.url);

export function readTestBankFile(): BankFile {
  return parseBankFile(JSON.parse(readFileSync(new URL('bank.json', folder), 'utf8')));
}

export function readTestBankBytes(): Uint8Array {
  return readFileSync(new URL('bank.bin', folder));
}

export function readTestBank(): Bank {
  return readBank(readTestBankFile(), readTestBankBytes());
}
