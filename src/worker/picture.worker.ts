import { createPictureReader } from '../image/decode/readPicture.ts';
import type { PictureMethods } from '../image/pictureApi.ts';
import type { Endpoint } from './protocol.ts';
import { serveService } from './serveService.ts';

serveService<PictureMethods>(self as unknown as Endpoint, createPictureReader());
