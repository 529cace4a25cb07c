/** What the 2D canvas makes of a region: the cut-out, the line around it, the box. */
import type { SceneRegion } from '../api.ts';
import type { Polyline } from './contourLines.ts';
import { DIMMED, REGION_WIDTH } from './marks.ts';
import type { RegionShapes } from './regionShapes.ts';
import { strokeTwice } from './strokeTwice.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A rectangle on the canvas, in device pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RegionPlaces {
  readonly photo: Box;
  readonly seen: Box;
  readonly frame: Box | null;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Over a photo that is drawn already. */
export function drawRegion(
  context: Context,
  { field, cutOut, outline }: SceneRegion,
  shapes: RegionShapes,
  { photo, seen, frame, ratio }: RegionPlaces,
): void {
  const scale = { x: seen.width / field.width, y: seen.height / field.height };
  const follow = (points: Polyline) => {
    for (let index = 0; index < points.length; index += 2) {
      const x = seen.x + points[index]! * scale.x;
      const y = seen.y + points[index + 1]! * scale.y;
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  };
  context.save();
  if (cutOut !== null) {
    context.beginPath();
    context.rect(photo.x, photo.y, photo.width, photo.height);
    for (const points of shapes.areas) follow(points);
    context.globalCompositeOperation = cutOut === 'transparent' ? 'destination-out' : 'source-over';
    context.fillStyle = `rgb(0 0 0 / ${cutOut === 'transparent' ? 1 : DIMMED})`;
    context.fill('evenodd');
    context.globalCompositeOperation = 'source-over';
  }
  if (outline) {
    context.beginPath();
    context.rect(seen.x, seen.y, seen.width, seen.height);
    context.clip();
    context.beginPath();
    for (const points of shapes.lines) follow(points);
    strokeTwice(context, REGION_WIDTH, ratio);
  }
  context.restore();
  if (frame !== null) {
    context.beginPath();
    context.rect(frame.x, frame.y, frame.width, frame.height);
    strokeTwice(context, REGION_WIDTH, ratio);
  }
}
