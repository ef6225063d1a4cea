import type { GenerateRequest, GenerationEvent } from '../src/contract/inference-api';
import { createAnswerWriter, type Answer } from './answer-writer';
import type { Measurement } from './measurement';
import { requireTokenizer } from './prompt-tokens';
import type { Session } from './session';
import { endOfSequenceIds } from './stock-model';
import { greedyToken } from './token-choice';
import { isTimeToYield, yieldToMessages } from './yield-to-messages';

/** How a generation talks with whoever asked for it. */
export interface GenerationTalk {
  emit: (event: GenerationEvent) => void;
  /** Sends what `emit` has gathered. */
  flush?: () => void;
  isCancelled: () => boolean;
}

export interface DecodeLoop {
  session: Session;
  request: GenerateRequest;
  talk: GenerationTalk;
  /** Tokens that still fit behind the prompt; at least one. */
  room: number;
  step: (id: number) => Promise<Float32Array>;
  measurement: Measurement;
}

/** Greedy decoding from the prompt's last logits, float32 [vocabulary], until the model ends, the limit or a stop. */
export async function decodeAnswer(loop: DecodeLoop, firstLogits: Float32Array): Promise<Answer> {
  const { session, request, talk, measurement } = loop;
  const forced = forcedCount(request);
  const limit = forced ?? Math.min(request.maxNewTokens, loop.room);
  const endIds = forced === undefined ? endOfSequenceIds(session.model) : new Set<number>();
  const answer = createAnswerWriter(
    requireTokenizer(session.processor),
    session.manifest.calibration?.temperature ?? 1,
  );
  const tell = () => {
    for (const token of answer.catchUp()) talk.emit({ kind: 'token', token });
    talk.flush?.();
  };

  talk.emit({ kind: 'stage', stage: 'decode' });
  let logits = firstLogits;
  for (let count = 1; ; count += 1) {
    const greedyId = greedyToken(logits);
    const forcedId = request.forcedTokenIds?.[count - 1];
    const choice = { id: forcedId ?? greedyId, greedyId, isForced: forcedId !== undefined, logits };
    const endsSequence = endIds.has(choice.id);
    measurement.tokenKnown(endsSequence);
    if (endsSequence) {
      tell();
      answer.addEnd(choice);
      return answer.finish('end-of-sequence');
    }
    answer.add(choice);
    if (count >= limit) {
      tell();
      return answer.finish('length');
    }
    if (isTimeToYield()) {
      tell();
      await yieldToMessages();
      if (talk.isCancelled()) return answer.finish('cancelled');
    }
    logits = await loop.step(choice.id);
  }
}

/** How many tokens a benchmark or a comparison asks for, whatever they are. */
export function forcedCount({ forcedTokenIds, forcedTokenCount }: GenerateRequest): number | undefined {
  return forcedTokenIds?.length ?? forcedTokenCount;
}
