import { type ModelReaderMethods, readWithSheet } from '../model/sheet/readWithSheet.ts';
import { serveService } from './serveService.ts';

serveService<ModelReaderMethods>(self, { read: (params) => readWithSheet(params) });
