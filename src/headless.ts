import { benchmarkHeadless } from './headless/benchmark-headless';
import { evaluateHeadless } from './headless/evaluate-headless';
import type { HeadlessParts } from './headless/parts';
import { decodePixels } from './image/decode-pixels';
import { createImageDecoder } from './image/image-decoder';
import { createInferenceClient } from './inference/client';
import { threadChoiceHere } from './inference/thread-choice-here';

/** Composition root of the page that the command line drives: the same worker and the same measuring code, no view. */

const addressOf = (path: string) => new URL(path, document.baseURI).href;
const modelsUrl = addressOf('models/');
const runtimeUrl = addressOf('ort/');
const stopping = new AbortController();
const threads = threadChoiceHere({ modelsUrl, runtimeUrl });
const decoder = createImageDecoder();

const parts: HeadlessParts = {
  addressOf,
  modelsUrl,
  createClient: () => createInferenceClient({ modelsUrl, runtimeUrl, chooseThreads: threads.measure }),
  page: {
    version: __APP_VERSION__,
    ...(__APP_COMMIT__ === '' ? {} : { commit: __APP_COMMIT__ }),
  },
  signal: stopping.signal,
  decode: (file, name) => decodePixels(decoder, file, name, stopping.signal),
  report: async (event) => window.edgewardReport?.(event),
};

window.edgewardHeadless = {
  evaluate: (job) => evaluateHeadless(job, parts),
  benchmark: (job) => benchmarkHeadless(job, parts),
  stop: () => stopping.abort(),
};
