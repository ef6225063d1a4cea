/** Storage that the browser grants this origin. */
export interface BrowserSpace {
  usedBytes: number;
  freeBytes: number;
  /** True when the browser promised not to clear it on its own under pressure. */
  protectedFromEviction: boolean;
}

/** @returns undefined where the browser gives no estimate (private windows of some, plain http) */
export async function browserSpace(): Promise<BrowserSpace | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    if (usage === undefined || quota === undefined) return undefined;
    const protectedFromEviction = await navigator.storage.persisted();
    return { usedBytes: usage, freeBytes: Math.max(0, quota - usage), protectedFromEviction };
  } catch (error) {
    console.warn('The browser gives no storage estimate:', error);
    return undefined;
  }
}

/** Asks the browser to keep this page's storage; false when it declines, which is no failure. */
export async function keepFromEviction(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch (error) {
    console.warn('The browser does not promise to keep storage:', error);
    return false;
  }
}
