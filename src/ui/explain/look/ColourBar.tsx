import { memo, useEffect, useRef } from 'react';
import type { Colours } from '../../../render/paint/colourMaps.ts';
import { drawLegend } from '../../../render/paint/drawLegend.ts';

interface ColourBarProps {
  readonly colours: Colours;
  readonly className: string | undefined;
}

/** A colour map from its lowest to its highest value, as a strip. */
export const ColourBar = memo(function ColourBar({ colours, className }: ColourBarProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) drawLegend(canvas.current, colours);
  }, [colours]);
  return <canvas ref={canvas} className={className} width={256} height={1} aria-hidden />;
});
