/** Keeps the values used last, up to `capacity`, so that a follow-up question never encodes its image again. */
export class FeatureCache<T> {
  readonly #entries = new Map<string, T>();

  constructor(private readonly capacity: number) {}

  has(imageId: string): boolean {
    return this.#entries.has(imageId);
  }

  get(imageId: string): T | undefined {
    const value = this.#entries.get(imageId);
    if (value !== undefined) {
      this.#entries.delete(imageId);
      this.#entries.set(imageId, value);
    }
    return value;
  }

  set(imageId: string, value: T): void {
    this.#entries.delete(imageId);
    this.#entries.set(imageId, value);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.capacity && oldest !== undefined) this.#entries.delete(oldest);
  }

  clear(): void {
    this.#entries.clear();
  }
}
