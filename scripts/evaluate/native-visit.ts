/**
 * One visit of the yardstick, in a process of its own as a browser's visit is in a worker of its own: the page's own
 * decoding loop and the same files, on onnxruntime-node instead of onnxruntime-web. Started by native-yardstick.ts with
 * the job as JSON in its only argument; prints the result as JSON in its last line.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { AutoModelForImageTextToText, AutoProcessor, env } from '@huggingface/transformers';
import sharp from 'sharp';
import * as v from 'valibot';
import { modelManifestSchema } from '../../src/contract/model-manifest.ts';
import { FeatureCache } from '../../workers/feature-cache.ts';
import { openEmbedding } from '../../workers/embedding-rows.ts';
import { generateAnswer } from '../../workers/generate.ts';
import { ImagePrefixSlot } from '../../workers/image-prefix.ts';
import { clockSessions } from '../../workers/run-clock.ts';
import type { Session } from '../../workers/session.ts';
import type { StockModel } from '../../workers/stock-model.ts';
import type { NativeJob, NativeVisit } from './native-yardstick.ts';

const job = JSON.parse(process.argv[2] ?? '') as NativeJob;

env.allowRemoteModels = false;
env.localModelPath = job.modelsFolder;

const manifest = v.parse(
  modelManifestSchema,
  JSON.parse(await readFile(`${job.modelsFolder}/${job.modelId}/manifest.json`, 'utf8')),
);
const sessionStartedAt = performance.now();
const processor = await AutoProcessor.from_pretrained(job.modelId);
const stock = await AutoModelForImageTextToText.from_pretrained(job.modelId, {
  dtype: job.dtype,
  device: 'cpu',
  use_external_data_format: false,
  session_options: { intraOpNumThreads: job.threads, interOpNumThreads: 1 },
});
const model = stock as unknown as StockModel;
const embedToken = await openEmbedding(model);
const sessionMs = performance.now() - sessionStartedAt;
const session: Session = { manifest, model, processor, embedToken, clock: clockSessions(model) };

const { data, info } = await sharp(job.imageFile)
  .removeAlpha()
  .toColourspace('srgb')
  .raw()
  .toBuffer({ resolveWithObject: true });
const image = { widthPx: info.width, heightPx: info.height, data: new Uint8Array(data) };

const runs: NativeVisit['runs'] = [];
for (let index = 0; index < job.warmupRuns + job.runs; index += 1) {
  const result = await generateAnswer(
    session,
    {
      imageId: `image#${index}`,
      image,
      prompt: job.prompt,
      maxNewTokens: job.forcedTokenCount,
      forcedTokenCount: job.forcedTokenCount,
    },
    { features: new FeatureCache(1), prefix: new ImagePrefixSlot(), emit: () => undefined, isCancelled: () => false },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  if (index >= job.warmupRuns) runs.push(result.value.metrics);
}

const require = createRequire(import.meta.url);
const { version } = require('onnxruntime-node/package.json') as { version: string };
const visit: NativeVisit = { engineVersion: version, sessionMs, runs };
console.log(`\n${JSON.stringify(visit)}`);
// A message channel of the decoding loop would keep the process waiting for ever.
process.exit(0);
