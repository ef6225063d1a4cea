import { configurationKey } from '../benchmark/configuration-label';
import type { InferencePort } from '../benchmark/inference-port';
import { succeed, type Result } from '../contract/failure';
import type { Configuration, LoadedModel } from '../contract/inference-api';

interface Side {
  client: InferencePort;
  /** Absent while it loads. */
  loaded?: LoadedModel;
}

/** The loaded workers of configurations that answer side by side: kept for the next image, until they are ended. */
export function createSideWorkers(createClient: () => InferencePort) {
  const sides = new Map<string, Side>();

  function end(key: string): void {
    sides.get(key)?.client.dispose();
    sides.delete(key);
  }

  return {
    /**
     * The configuration's worker, loaded first if there is none.
     * @param onLoading called before a load
     */
    take: async (configuration: Configuration, onLoading: () => void): Promise<Result<Required<Side>>> => {
      const key = configurationKey(configuration);
      const known = sides.get(key);
      if (known?.loaded !== undefined) return succeed({ client: known.client, loaded: known.loaded });
      const side: Side = { client: createClient() };
      sides.set(key, side);
      onLoading();
      const loaded = await side.client.load(configuration);
      if (!loaded.ok) {
        end(key);
        return loaded;
      }
      side.loaded = loaded.value;
      return succeed({ client: side.client, loaded: loaded.value });
    },
    end,
    /** Ends those whose load is under way. */
    endLoading: () => {
      for (const [key, { loaded }] of [...sides]) if (loaded === undefined) end(key);
    },
    keepOnly: (configurations: readonly Configuration[]) => {
      const keys = new Set(configurations.map(configurationKey));
      for (const key of [...sides.keys()]) if (!keys.has(key)) end(key);
    },
  };
}
