import type { ModelManifest } from '../../contract/model-manifest';
import { formatCount, formatEstimate } from '../format';

type Quality = NonNullable<ModelManifest['quality']>;

/** Quality as measured when the model was made, with 95% intervals over groups of images of one patient. */
export function QualityTable({ quality }: { quality: Quality }) {
  return (
    <>
      <h3>Measured quality</h3>
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label="Measured quality">
        <table>
          <thead>
            <tr>
              <th scope="col">Precision</th>
              <th scope="col">Macro accuracy</th>
              <th scope="col">Balanced accuracy</th>
              <th scope="col">Hallucination</th>
              <th scope="col" className="number">
                Images
              </th>
              <th scope="col" className="number">
                Questions
              </th>
              <th scope="col">Case pack</th>
              <th scope="col">Run by</th>
            </tr>
          </thead>
          <tbody>
            {quality.map((row) => (
              <tr key={`${row.dtype} ${row.pack} ${row.runtime}`}>
                <th scope="row">{row.dtype}</th>
                <td>{row.macroAccuracy && formatEstimate(row.macroAccuracy)}</td>
                <td>{row.macroBalancedAccuracy && formatEstimate(row.macroBalancedAccuracy)}</td>
                <td>{row.hallucinationRate && formatEstimate(row.hallucinationRate)}</td>
                <td className="number">{row.imageCount === undefined ? '' : formatCount(row.imageCount)}</td>
                <td className="number">{row.questionCount === undefined ? '' : formatCount(row.questionCount)}</td>
                <td>{row.pack}</td>
                <td>{row.runtime}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="label">
        Means over the aspects with at least 15 questions; 95% intervals in brackets. Hallucination: share of questions
        about an absent finding that were answered “yes”.
      </p>
    </>
  );
}
