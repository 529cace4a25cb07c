import { createPictureReader } from '../image/decode/readPicture.ts';
import type { PictureMethods } from '../image/pictureApi.ts';
import { serveService } from './serveService.ts';

/** Browsers that tell have at most this much memory, in GiB, on devices where 50 megapixels are too many. */
const smallDeviceMemory = 4;

const { deviceMemory } = navigator as { readonly deviceMemory?: number };
const isTouchDevice = /Mobi|Android|iPhone|iPad/.test(navigator.userAgent);
const smallDevice = deviceMemory === undefined ? isTouchDevice : deviceMemory <= smallDeviceMemory;

serveService<PictureMethods>(self, createPictureReader({ smallDevice }));
