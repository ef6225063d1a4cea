import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { modelManifestSchema } from '../../../src/contract/model-manifest';
import { checkJson } from '../../../src/models/fetch-json';

describe('checkJson', () => {
  it('returns what the schema describes', () => {
    expect(checkJson('a.json', '{"n":1,"more":2}', v.object({ n: v.number() }))).toEqual({ ok: true, value: { n: 1 } });
  });

  it('names file and key of a value that is not what the schema says', () => {
    const schema = v.object({ files: v.array(v.object({ bytes: v.number() })) });
    const result = checkJson('a.json', '{"files":[{"bytes":1},{"bytes":"many"}]}', schema);
    expect(result).toMatchObject({ ok: false, failure: { code: 'model-invalid', file: 'a.json' } });
    expect(JSON.stringify(result)).toContain('files.1.bytes');
  });

  it('refuses what is not JSON', () => {
    expect(checkJson('a.json', '<!doctype html>', v.unknown())).toMatchObject({
      ok: false,
      failure: { code: 'model-invalid', file: 'a.json' },
    });
  });

  it.each(['../secret', '/etc/passwd', 'onnx/../../x', 'https://elsewhere/x'])(
    'refuses a manifest that lists a file outside its folder: %s',
    (path) => {
      const manifest = { files: [{ path, bytes: 1, sha256: '0'.repeat(64) }] };
      const result = v.safeParse(modelManifestSchema.entries.files, manifest.files);
      expect(result.success).toBe(false);
    },
  );
});
