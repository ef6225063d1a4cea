import * as v from 'valibot';
import { licencesSchema, type LicenceEntry } from '../contract/licences';

export type LicenceList = { kind: 'read'; entries: readonly LicenceEntry[] } | { kind: 'unreadable'; detail: string };

/** The generated list of everything by others that the page ships or was made from. */
export async function fetchLicences(url: string): Promise<LicenceList> {
  try {
    const response = await fetch(url);
    if (!response.ok) return { kind: 'unreadable', detail: `status ${response.status}` };
    const parsed = v.safeParse(licencesSchema, await response.json());
    return parsed.success
      ? { kind: 'read', entries: parsed.output.entries }
      : { kind: 'unreadable', detail: parsed.issues[0].message };
  } catch (error) {
    return { kind: 'unreadable', detail: String(error) };
  }
}
