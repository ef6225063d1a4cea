import type { SubmitEvent } from 'react';
import { planDurationMs, planOf, withDefaults, type LabChoices } from '../../../store/lab-choices';
import type { ReadyCatalogue } from '../../../store/catalogue';
import { useGallery } from '../../stores-context';
import { useBusyWith, useChoices, useLab, useResults } from '../lab-context';
import { ImportResults } from '../results/import-results';
import { ConfigurationFields } from './configuration-fields';
import { PlanSummary } from './plan-summary';
import { planName } from './plan-name';
import { WorkFields } from './work-fields';

interface PlanFormProps {
  catalogue: ReadyCatalogue;
  onStarted: () => void;
}

/** The matrix to measure, with what it will take stated before it starts. */
export function PlanForm({ catalogue, onStarted }: PlanFormProps) {
  const { choices: store, measure, results } = useLab();
  const { images } = useGallery();
  const { history } = useResults();
  const busyWith = useBusyWith();
  const choices = withDefaults(useChoices(), catalogue, images);
  const plan = planOf(choices, images);
  const known = history.filter(({ id }) => results.own.has(id)).flatMap(({ cells }) => cells);
  const change = (part: Partial<LabChoices>) => store.setState({ ...choices, ...part, isTouched: true });

  function start(event: SubmitEvent): void {
    event.preventDefault();
    if (plan === undefined || busyWith !== undefined) return;
    onStarted();
    void measure.start(plan, planName(plan, new Date()));
  }

  return (
    <form className="plan" onSubmit={start} aria-label="Plan">
      <ConfigurationFields catalogue={catalogue} choices={choices} onChange={change} />
      <WorkFields choices={choices} images={images} onChange={change} />
      <PlanSummary
        choices={choices}
        catalogue={catalogue}
        plan={plan}
        durationMs={plan === undefined ? undefined : planDurationMs(plan, catalogue, known)}
      />
      <div className="lab-actions">
        <button type="submit" className="button button-primary" disabled={plan === undefined || busyWith !== undefined}>
          Start measuring
        </button>
        {busyWith !== undefined && (
          <span className="label">The lab is {busyWith}; one thing at a time keeps times true.</span>
        )}
        <ImportResults />
      </div>
    </form>
  );
}
