/**
 * Marks as words for URLs, all lengths in shares of the photo. They come back from strangers: reading never throws, and
 * what is no such word is undefined.
 */
import type { PhotoPoint } from '../../../cam/map/coordinates.ts';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';
import { mostStrokes } from '../pictures/marks.ts';
import { decodeBase64Url, encodeBase64Url } from './base64Url.ts';

/** Characters; with all that a view usually says, an address stays below the 2,000 that every program takes. */
export const longestStrokes = 1500;

/** Finer than the pixels of any photo below 10,000 of them: the box comes back as it was. */
const boxSteps = 10_000;
/** A ninth of a cell of a 224 × 224 grid. */
const strokeSteps = 2000;
/** How far beside the photo a hand may paint, in shares of it. */
const farthest = 2;

/** Left, top, right and bottom edge in ten-thousandths of the photo, e.g. `1200_0_10000_5000`. */
export function encodeBox({ x, y, width, height }: PhotoRegion): string {
  return [x, y, x + width, y + height].map((edge) => Math.round(edge * boxSteps)).join('_');
}

export function decodeBox(text: string): PhotoRegion | undefined {
  if (!/^\d{1,5}(_\d{1,5}){3}$/.test(text)) return undefined;
  const [left = 0, top = 0, right = 0, bottom = 0] = text.split('_').map(Number);
  if (right <= left || bottom <= top || right > boxSteps || bottom > boxSteps) return undefined;
  return {
    x: left / boxSteps,
    y: top / boxSteps,
    width: (right - left) / boxSteps,
    height: (bottom - top) / boxSteps,
  };
}

/**
 * Base64url of integers, each in as few bytes as it needs (LEB128, signed ones zigzag), in 2,000ths of the photo. For
 * each stroke its head, 4 × number of points + 2 if it is a rectangle + 1 if it adds; then a line's radius and points
 * (the difference to the last one), or a rectangle's corner and size as two points.
 */
export function encodeStrokes(strokes: readonly Stroke[]): string {
  const bytes: number[] = [];
  for (const { shape, adds } of strokes) {
    const isRectangle = shape.kind === 'rectangle';
    const points = isRectangle ? cornersOf(shape.area) : shape.points;
    writeNumber(bytes, 4 * points.length + (isRectangle ? 2 : 0) + (adds ? 1 : 0));
    if (!isRectangle) writeNumber(bytes, Math.max(1, toSteps(shape.radius)));
    let [formerX, formerY] = [0, 0];
    for (const point of points) {
      const [x, y] = [toSteps(point.x), toSteps(point.y)];
      writeNumber(bytes, zigzag(x - formerX));
      writeNumber(bytes, zigzag(y - formerY));
      [formerX, formerY] = [x, y];
    }
  }
  return encodeBase64Url(Uint8Array.from(bytes));
}

/** Whether a link has room for them. */
export function fitsLink(strokes: readonly Stroke[]): boolean {
  return decodeStrokes(encodeStrokes(strokes)) !== undefined;
}

export function decodeStrokes(text: string): readonly Stroke[] | undefined {
  const bytes = text.length <= longestStrokes ? decodeBase64Url(text) : null;
  if (bytes === null) return undefined;
  const numbers = readNumbers(bytes);
  const strokes: Stroke[] = [];
  while (numbers !== undefined && numbers.length > 0) {
    const stroke = strokes.length < mostStrokes ? takeStroke(numbers) : undefined;
    if (stroke === undefined) return undefined;
    strokes.push(stroke);
  }
  return numbers && strokes;
}

/** The stroke that a list of numbers, last first, ends with. */
function takeStroke(numbers: number[]): Stroke | undefined {
  const head = numbers.pop() ?? 0;
  const [count, isRectangle, adds] = [head >> 2, (head & 2) !== 0, (head & 1) !== 0];
  const radius = isRectangle ? 1 : (numbers.pop() ?? 0);
  const isSound = count > 0 && radius > 0 && radius <= farthest * strokeSteps && 2 * count <= numbers.length;
  if (!isSound || (isRectangle && count !== 2)) return undefined;
  const points: PhotoPoint[] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < count; index++) {
    x += unzigzag(numbers.pop() ?? 0);
    y += unzigzag(numbers.pop() ?? 0);
    if (Math.abs(x) > farthest * strokeSteps || Math.abs(y) > farthest * strokeSteps) return undefined;
    points.push({ x: x / strokeSteps, y: y / strokeSteps });
  }
  if (!isRectangle) return { adds, shape: { kind: 'line', points, radius: radius / strokeSteps } };
  const [from, to] = points;
  if (!from || !to || to.x <= from.x || to.y <= from.y) return undefined;
  const area = { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
  return { adds, shape: { kind: 'rectangle', area } };
}

function cornersOf({ x, y, width, height }: PhotoRegion): readonly PhotoPoint[] {
  return [
    { x, y },
    { x: x + width, y: y + height },
  ];
}

function toSteps(share: number): number {
  return Math.round(Math.min(farthest, Math.max(-farthest, share)) * strokeSteps);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest >>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/** The numbers of some bytes, the last first; undefined where one has no end or more than 21 bits. */
function readNumbers(bytes: Uint8Array): number[] | undefined {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const byte of bytes) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      numbers.push(value);
      [value, shift] = [0, 0];
    } else if (shift > 14) return undefined;
  }
  return shift === 0 ? numbers.reverse() : undefined;
}
