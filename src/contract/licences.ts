import * as v from 'valibot';

/** Schema of `public/licences.json`: everything by others that the page ships or was made from. */
const licenceEntry = v.object({
  kind: v.picklist(['code', 'model', 'training-data', 'sample']),
  name: v.string(),
  version: v.optional(v.string()),
  /** SPDX expression, or `LicenseRef-…` whose text is at `textPath`. */
  license: v.string(),
  attribution: v.optional(v.string()),
  /** Where it comes from. */
  url: v.optional(v.string()),
  text: v.optional(v.string()),
  /** Path of a longer text, relative to the page. */
  textPath: v.optional(v.string()),
});

export const licencesSchema = v.object({ format: v.literal('licences/1'), entries: v.array(licenceEntry) });

export type Licences = v.InferOutput<typeof licencesSchema>;
export type LicenceEntry = v.InferOutput<typeof licenceEntry>;
