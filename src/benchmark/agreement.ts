import type { Agreement } from '../contract/benchmark-record';
import type { Failure } from '../contract/failure';
import type { Configuration, GeneratedToken, GenerateRequest, Prompt, RgbImage } from '../contract/inference-api';
import type { InferencePort } from './inference-port';

/** One thing to say about one image, on which configurations are compared. */
export interface AgreementPrompt {
  imageId: string;
  image: RgbImage;
  prompt: Prompt;
}

export interface AgreementRequest {
  prompts: readonly AgreementPrompt[];
  /** Whose own tokens are forced on the others: fp32 of the same device, and fp32 on WASM. */
  references: readonly Configuration[];
  configurations: readonly Configuration[];
  createClient: () => InferencePort;
  maxNewTokens: number;
  signal: AbortSignal;
  onProgress: (progress: { configuration: Configuration; donePrompts: number; totalPrompts: number }) => void;
}

interface ReferenceAnswer {
  configuration: Configuration;
  /** Tokens of each prompt, by its position; the end-of-sequence token is not among them. */
  answers: GeneratedToken[][];
}

/**
 * Forced decoding: feeds every configuration the reference's own tokens and counts how many of them it would have chosen
 * itself. Unlike a comparison of texts, one early difference does not spoil all that follows.
 * @returns one agreement for each pair of configuration and reference; nothing for what a stop left undone
 */
export async function measureAgreement(request: AgreementRequest): Promise<Agreement[]> {
  const agreements: Agreement[] = [];
  const references: ReferenceAnswer[] = [];
  for (const configuration of request.references) {
    const spoken = await speakAll(request, configuration);
    if (request.signal.aborted) return agreements;
    if (Array.isArray(spoken)) references.push({ configuration, answers: spoken });
    else for (const other of request.configurations) agreements.push(failed(other, configuration, spoken));
  }
  for (const configuration of request.configurations) {
    if (references.length === 0) break;
    const compared = await compareAll(request, configuration, references);
    if (request.signal.aborted) return agreements;
    agreements.push(...compared);
  }
  return agreements;
}

function failed(configuration: Configuration, reference: Configuration, failure: Failure): Agreement {
  return { status: 'failed', configuration, reference, failure };
}

/** Lets a configuration answer freely, in a worker of its own. */
async function speakAll(
  request: AgreementRequest,
  configuration: Configuration,
): Promise<GeneratedToken[][] | Failure> {
  return withClient(request, configuration, async (client) => {
    const answers: GeneratedToken[][] = [];
    for (const prompt of request.prompts) {
      const result = await client.generate(generateRequest(request, prompt), () => undefined, request.signal);
      if (!result.ok) return result.failure;
      answers.push(result.value.tokens);
      report(request, configuration, answers.length);
    }
    return answers;
  });
}

async function compareAll(
  request: AgreementRequest,
  configuration: Configuration,
  references: readonly ReferenceAnswer[],
): Promise<Agreement[]> {
  const compared = await withClient(request, configuration, async (client) => {
    const results: Agreement[] = [];
    for (const reference of references) {
      const tally = emptyTally(configuration, reference.configuration);
      for (const [position, prompt] of request.prompts.entries()) {
        const tokens = reference.answers[position] ?? [];
        // An empty answer has no token to force, and agrees with itself only by a free run.
        if (tokens.length === 0) continue;
        const forced = { ...generateRequest(request, prompt), forcedTokenIds: tokens.map(({ id }) => id) };
        const result = await client.generate(forced, () => undefined, request.signal);
        if (!result.ok) return result.failure;
        addPrompt(tally, prompt, tokens, result.value.tokens);
        report(request, configuration, position + 1);
      }
      results.push(tally);
    }
    return results;
  });
  if (Array.isArray(compared)) return compared;
  return references.map((reference) => failed(configuration, reference.configuration, compared));
}

type Tally = Extract<Agreement, { status: 'compared' }>;

function emptyTally(configuration: Configuration, reference: Configuration): Tally {
  const counts = { promptCount: 0, tokenCount: 0, agreeingTokenCount: 0, identicalPromptCount: 0 };
  return { status: 'compared', configuration, reference, ...counts, divergences: [] };
}

/** @param own what the configuration was made to say, with its own choice where that was another (`greedyId`) */
function addPrompt(
  tally: Tally,
  prompt: AgreementPrompt,
  reference: readonly GeneratedToken[],
  own: readonly GeneratedToken[],
): void {
  const agrees = reference.map((token, index) => {
    const choice = own[index];
    return choice !== undefined && (choice.greedyId ?? choice.id) === token.id;
  });
  tally.promptCount += 1;
  tally.tokenCount += agrees.length;
  tally.agreeingTokenCount += agrees.filter(Boolean).length;
  const tokenIndex = agrees.indexOf(false);
  if (tokenIndex === -1) {
    tally.identicalPromptCount += 1;
    return;
  }
  tally.divergences.push({
    imageId: prompt.imageId,
    prompt: prompt.prompt.kind === 'caption' ? 'caption' : prompt.prompt.text,
    tokenIndex,
    referenceText: reference.map(({ text }) => text).join(''),
  });
}

function generateRequest({ maxNewTokens }: AgreementRequest, prompt: AgreementPrompt): GenerateRequest {
  return { imageId: prompt.imageId, image: prompt.image, prompt: prompt.prompt, maxNewTokens };
}

function report({ onProgress, prompts }: AgreementRequest, configuration: Configuration, donePrompts: number): void {
  onProgress({ configuration, donePrompts, totalPrompts: prompts.length });
}

async function withClient<T>(
  { createClient, signal }: AgreementRequest,
  configuration: Configuration,
  work: (client: InferencePort) => Promise<T | Failure>,
): Promise<T | Failure> {
  if (signal.aborted) return { code: 'cancelled' };
  const client = createClient();
  const dispose = () => client.dispose();
  signal.addEventListener('abort', dispose);
  try {
    const loaded = await client.load(configuration);
    return loaded.ok ? await work(client) : loaded.failure;
  } finally {
    signal.removeEventListener('abort', dispose);
    client.dispose();
  }
}
