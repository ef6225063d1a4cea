import { createInferenceClient } from '../inference/client';
import type { ChooseThreads } from '../inference/thread-choice';
import type { InferencePort } from '../benchmark/inference-port';

/** Every call makes a client with a worker of its own. Both addresses are absolute and end with a slash. */
export function labClients(modelsUrl: string, runtimeUrl: string, chooseThreads: ChooseThreads): () => InferencePort {
  return () => createInferenceClient({ modelsUrl, runtimeUrl, chooseThreads });
}
