import * as v from 'valibot';

/** Schema of a case pack's `pack.json` (format case-pack/1): labelled cases for the gallery and for scoring. */

/** Path inside the pack: `..`, absolute paths and URLs are refused. */
const pathInPack = v.pipe(
  v.string(),
  v.regex(
    /^(?![a-zA-Z][a-zA-Z0-9+.-]*:)(?!\/)(?!.*\\)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/u,
    'must be a path inside the pack',
  ),
);

const caseQuestion = v.object({
  id: v.string(),
  question: v.pipe(v.string(), v.minLength(1)),
  answer: v.string(),
  answerType: v.picklist(['closed', 'number', 'open']),
  choices: v.optional(v.array(v.string())),
  aspect: v.string(),
});

/** Where a shipped sample comes from, precisely enough to fetch it again. */
const origin = v.object({ package: v.string(), version: v.string(), file: v.string(), url: v.string() });

const packCase = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  image: pathInPack,
  source: v.string(),
  modality: v.string(),
  bodyPart: v.optional(v.string()),
  group: v.optional(v.string()),
  license: v.optional(v.string()),
  attribution: v.optional(v.string()),
  reference: v.optional(v.object({ caption: v.string() })),
  questions: v.array(caseQuestion),
  title: v.optional(v.string()),
  thumb: v.optional(pathInPack),
  origin: v.optional(origin),
  /**
   * What the bundled model saw of it: `unseen` a modality or body part it was never trained on, `similar` the same
   * kind from another source, `source` other images of the same source, `trained` this very image.
   */
  training: v.optional(v.picklist(['unseen', 'similar', 'source', 'trained'])),
  trainingNote: v.optional(v.string()),
});

export const casePackSchema = v.object({
  format: v.literal('case-pack/1'),
  id: v.pipe(v.string(), v.minLength(1)),
  title: v.string(),
  license: v.optional(v.string()),
  attribution: v.optional(v.string()),
  cases: v.array(packCase),
});

export const caseIndexSchema = v.object({ format: v.literal('case-index/1'), packs: v.array(pathInPack) });

export type CasePack = v.InferOutput<typeof casePackSchema>;
export type PackCase = v.InferOutput<typeof packCase>;
export type CaseQuestion = v.InferOutput<typeof caseQuestion>;
