/** What the stream needs of a tokenizer: ids to text. */
export interface TokenDecoder {
  decode(ids: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
}

export interface TextStream {
  /** Text that this token adds; empty while a character's bytes are incomplete. All results joined are the answer. */
  push(id: number): string;
}

/** Ids that are decoded together: enough for a character of several bytes, few enough to be quick. */
const WINDOW = 8;

/**
 * Turns token ids into text piece by piece. Decoding ids one by one would lose the spaces between them and break
 * characters of several bytes, so each id is decoded together with some before it, and the new end is handed out.
 */
export function createTextStream(tokenizer: TokenDecoder): TextStream {
  const decode = (ids: number[]) =>
    tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  let ids: number[] = [];
  let shown = '';
  let atStart = true;
  return {
    push(id) {
      ids.push(id);
      const text = decode(ids);
      if (text.endsWith('\uFFFD') || !text.startsWith(shown)) return '';
      const added = text.slice(shown.length);
      shown = text;
      if (ids.length >= WINDOW) {
        ids = [id];
        shown = decode(ids);
      }
      if (!atStart) return added;
      atStart = added.trimStart() === '';
      return added.trimStart();
    },
  };
}
