import type { BenchmarkPlan } from '../../../contract/benchmark-record';
import { chosenCells, type LabChoices } from '../../../store/lab-choices';
import type { ReadyCatalogue } from '../../../store/catalogue';
import { formatNumberOf } from '../../format';
import { roughly } from './roughly';

interface PlanSummaryProps {
  choices: LabChoices;
  catalogue: ReadyCatalogue;
  plan: BenchmarkPlan | undefined;
  durationMs: number | undefined;
}

/** What the plan comes to before it starts: cells, runs, and a time that says that it is an estimate. */
export function PlanSummary({ choices, catalogue, plan, durationMs }: PlanSummaryProps) {
  if (plan === undefined) return <p className="plan-summary">{missing(choices)}</p>;
  const cells = chosenCells(choices, catalogue);
  const off = cells.filter(({ availability }) => availability.kind === 'unavailable').length;
  const running = cells.length - off;
  const runs = running * plan.rounds * plan.runsPerRound;
  const reached = plan.rounds * plan.runsPerRound;
  return (
    <p className="plan-summary">
      <b>
        {formatNumberOf(running, 'configuration')}, {formatNumberOf(runs, 'counted run')}
      </b>
      {off > 0 && `, ${off} more that cannot run here and are recorded as such`}
      {durationMs !== undefined && `. About ${roughly(durationMs)} by estimate, on a machine with nothing else to do`}.
      {reached < plan.images.length &&
        ` Only the first ${reached} of ${plan.images.length} images are reached: add rounds or runs for the others.`}{' '}
      Keep this tab in view: what ran while it was hidden is repeated.
    </p>
  );
}

function missing({ modelIds, dtypes, devices, imageIds, prompt }: LabChoices): string {
  if (modelIds.length === 0) return 'Choose a model.';
  if (dtypes.length === 0) return 'Choose at least one precision.';
  if (devices.length === 0) return 'Choose a device.';
  if (imageIds.length === 0) return 'Choose an image.';
  return prompt.kind === 'question' ? 'Write the question, or choose the caption.' : 'Choose what to measure.';
}
