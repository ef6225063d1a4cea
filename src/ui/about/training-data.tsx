import type { ModelManifest } from '../../contract/model-manifest';
import { formatCount, formatKind } from '../format';

/** What a model was trained on, by source with its licence, as its manifest states it. */
export function TrainingData({ model }: { model: ModelManifest }) {
  const { training } = model;
  if (training === undefined) return null;
  return (
    <section aria-label={`Training data of ${model.title}`}>
      <h2>What {model.title} was trained on</h2>
      <p>{training.summary}</p>
      <p className="label">
        It has seen:{' '}
        {training.domains.map(({ modality, bodyPart }) => `${formatKind(modality)}, ${bodyPart}`).join(' · ')}. Anything
        else is new to it, and the page says so above the answer where it can tell.
      </p>
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label={`Sources of ${model.title}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Licence</th>
              <th scope="col" className="number">
                Training images
              </th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {training.sources.map((source) => (
              <tr key={source.id}>
                <th scope="row">{source.title}</th>
                <td>{source.license}</td>
                <td className="number">{source.trainCount === undefined ? '' : formatCount(source.trainCount)}</td>
                <td>{source.attribution}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
