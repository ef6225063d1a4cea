import { describe, expect, it } from 'vitest';
import { serveModelFiles } from '../../../workers/model-files';

describe('serveModelFiles', () => {
  const serve = serveModelFiles('tiny', new Map([['onnx/graph.onnx', Uint8Array.of(1, 2, 3)]]));

  it('answers with the verified bytes of a listed file', async () => {
    const response = serve('/models/tiny/onnx/graph.onnx');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    expect(response.headers.get('Content-Length')).toBe('3');
  });

  it.each(['/models/tiny/generation_config.json', '/models/other/onnx/graph.onnx', 'https://huggingface.co/tiny'])(
    'has nothing for %s',
    (url) => {
      expect(serve(url).status).toBe(404);
    },
  );
});
