import type { ScenePhoto } from '../../render/api.ts';
import type { Size } from '../../render/stage/viewport.ts';
import { choiceOption } from '../options.ts';

/** The longer side of the photo where it is not to keep its own size, in pixels. */
const sides = { '1024': 1024, '2048': 2048, '4096': 4096 } as const;

export type PhotoSize = 'own' | keyof typeof sides;

/** How large the photo is to be in a picture. */
export function photoSizeOption(photo: ScenePhoto | null) {
  const own = photo === null ? 'Own size' : `Own size, ${photo.width} × ${photo.height}`;
  const others = (['1024', '2048', '4096'] as const).filter((side) => sides[side] !== longestSide(photo));
  return choiceOption<PhotoSize>({
    label: 'Size of the photo',
    initial: 'own',
    choices: [
      { value: 'own', label: own },
      ...others.map((value) => ({ value, label: `${value} pixels wide or high` })),
    ],
  });
}

/** By what the photo is enlarged; 1 keeps its own pixels. */
export function photoScale(photo: Size, size: PhotoSize): number {
  return size === 'own' ? 1 : sides[size] / Math.max(1, photo.width, photo.height);
}

function longestSide(photo: Size | null): number {
  return Math.max(photo?.width ?? 0, photo?.height ?? 0);
}
