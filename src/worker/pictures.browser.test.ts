import { expect, test } from 'vitest';
import type { Service } from '../lib/service.ts';
import { connectService } from './connectService.ts';
import { serveService } from './serveService.ts';

interface Pictures {
  readonly bitmap: ImageBitmap;
  readonly frame: VideoFrame;
  readonly bytes: Uint8Array;
}

interface EchoMethods {
  echo: {
    params: Pictures;
    result: Pictures;
    event: never;
  };
}

test('a bitmap and the frame of a video are moved both ways; an array among the parameters stays', async () => {
  const { port1, port2 } = new MessageChannel();
  const service: Service<EchoMethods> = { echo: (params) => Promise.resolve(params) };
  serveService<EchoMethods>(port1, service);
  const connection = connectService<EchoMethods>(port2, { methods: ['echo'] });
  const bitmap = await createImageBitmap(new ImageData(3, 2));
  const frame = new VideoFrame(bitmap, { timestamp: 0 });
  const bytes = Uint8Array.of(1, 2);

  const answer = connection.service.echo({ bitmap, frame, bytes });

  expect([bitmap.width, frame.format, bytes.length]).toEqual([0, null, 2]);
  const echoed = await answer;
  expect([echoed.bitmap.width, echoed.bitmap.height]).toEqual([3, 2]);
  expect([echoed.frame.displayWidth, echoed.frame.displayHeight]).toEqual([3, 2]);
  echoed.frame.close();
  port1.close();
  port2.close();
});
