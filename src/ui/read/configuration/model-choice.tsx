import type { ModelManifest } from '../../../contract/model-manifest';
import { formatMillions } from '../../format';
import { useEngine, useStores } from '../../stores-context';

/** Models that look at images; with a single one there is nothing to choose, and it is only named. */
export function ModelChoice({ models }: { models: readonly ModelManifest[] }) {
  const { reader } = useStores();
  const { choice } = useEngine();
  const readers = models.filter(({ task }) => task === 'image-text');
  const chosen = readers.find(({ id }) => id === choice?.modelId);
  return (
    <div className="choice">
      <span className="label">Model</span>
      {readers.length > 1 ? (
        <select
          className="field"
          aria-label="Model"
          value={choice?.modelId}
          onChange={(event) => void reader.configure({ modelId: event.target.value })}
        >
          {readers.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      ) : (
        <span className="model-name">{chosen?.title ?? 'none'}</span>
      )}
      {chosen && <span className="faint model-size">{formatMillions(chosen.parameterCount)} parameters</span>}
    </div>
  );
}
