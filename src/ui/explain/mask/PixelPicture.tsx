import { useEffect, useRef } from 'react';
import type { RgbPixels } from '../../../image/pixels.ts';

interface PixelPictureProps {
  readonly picture: RgbPixels;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A picture as the model is given it, at its own resolution; the style sheet says how large it is shown. */
export function PixelPicture({ picture, label, className }: PixelPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { width, height, data } = picture;
    const image = new ImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      image.data.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={label}
      className={className}
    />
  );
}
