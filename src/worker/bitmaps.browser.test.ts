import { expect, test } from 'vitest';
import type { Service } from '../lib/service.ts';
import { connectService } from './connectService.ts';
import { serveService } from './serveService.ts';

interface EchoMethods {
  echo: {
    params: { readonly bitmap: ImageBitmap; readonly bytes: Uint8Array };
    result: { readonly bitmap: ImageBitmap; readonly bytes: Uint8Array };
    event: never;
  };
}

test('a bitmap is moved both ways; an array among the parameters stays', async () => {
  const { port1, port2 } = new MessageChannel();
  const service: Service<EchoMethods> = { echo: (params) => Promise.resolve(params) };
  serveService<EchoMethods>(port1, service);
  const connection = connectService<EchoMethods>(port2, { methods: ['echo'] });
  const bitmap = await createImageBitmap(new ImageData(3, 2));
  const bytes = Uint8Array.of(1, 2);

  const answer = connection.service.echo({ bitmap, bytes });

  expect([bitmap.width, bytes.length]).toEqual([0, 2]);
  const echoed = await answer;
  expect([echoed.bitmap.width, echoed.bitmap.height]).toEqual([3, 2]);
  port1.close();
  port2.close();
});
