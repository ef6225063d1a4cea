import { useState, type SubmitEvent } from 'react';
import { configurationKey, configurationLabel } from '../../../benchmark/configuration-label';
import type { Judgement } from '../../../contract/benchmark-record';
import type { Configuration } from '../../../contract/inference-api';
import { availabilityOf, type ReadyCatalogue } from '../../../store/catalogue';
import { everyCell } from '../../../store/lab-choices';
import type { OpenPack } from '../../../store/lab-packs';
import { formatNumberOf } from '../../format';
import { useBusyWith, useLab, useResults } from '../lab-context';
import { CheckGroup, type CheckOption } from '../measure/check-group';
import { NumberField } from '../measure/number-field';
import { formatDate } from '../results/record-facts';

interface JudgeFormProps {
  catalogue: ReadyCatalogue;
  pack: OpenPack;
}

/** Which configurations are asked, and how much of the pack. Adds to the result that is open. */
export function JudgeForm({ catalogue, pack }: JudgeFormProps) {
  const { judge, results } = useLab();
  const { shown } = useResults();
  const busyWith = useBusyWith();
  const into = shown.find(({ id }) => results.own.has(id));
  const configurations = offered(catalogue, into?.cells.map(({ configuration }) => configuration) ?? []);
  const joined = into?.judgements.every((judgement) => judgement.pack.id === pack.pack.id) === true ? into : undefined;
  const stopped = joined?.judgements.filter(({ finishedAt }) => finishedAt === undefined) ?? [];
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    preselected(configurations, catalogue, stopped.length > 0 ? stopped : (joined?.judgements ?? [])),
  );
  const caseCount = pack.pack.cases.length;
  const [limit, setLimit] = useState(stopped[0]?.part?.limit ?? caseCount);
  const picked = configurations.filter((entry) => chosen.includes(configurationKey(entry)));
  const goesOn = picked.some((entry) => stopped.map(keyOf).includes(configurationKey(entry)));

  function start(event: SubmitEvent): void {
    event.preventDefault();
    if (busyWith !== undefined || picked.length === 0) return;
    void judge.start({
      pack,
      configurations: picked,
      name: `${pack.pack.title} judged, ${formatDate(new Date().toISOString())}`,
      ...(limit < caseCount ? { limit } : {}),
      ...(into === undefined ? {} : { into }),
    });
  }

  return (
    <form onSubmit={start} aria-label="Judge" className="judge-form">
      <CheckGroup
        label="Configurations"
        options={configurations.map((entry) => optionOf(entry, configurations, catalogue))}
        chosen={chosen}
        onChange={setChosen}
      />
      <NumberField
        label="Images"
        hint={`the first of ${caseCount}`}
        value={limit}
        min={1}
        max={caseCount}
        onChange={setLimit}
      />
      <div className="lab-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={busyWith !== undefined || picked.length === 0}
        >
          {goesOn ? 'Go on judging' : 'Judge'} {formatNumberOf(picked.length, 'configuration')}
        </button>
        <span className="label">
          {busyWith !== undefined
            ? `The lab is ${busyWith}; one thing at a time keeps times true.`
            : joined !== undefined
              ? `Joins “${joined.name}”, so that accuracy stands beside its times. What is answered there already is kept.`
              : 'Makes a new result.'}
        </span>
      </div>
    </form>
  );
}

function keyOf({ configuration }: Judgement): string {
  return configurationKey(configuration);
}

/** What the open result measured comes first; then everything that can run here. */
function offered(catalogue: ReadyCatalogue, measured: readonly Configuration[]): Configuration[] {
  const known = new Set(measured.map(({ modelId, device, dtype }) => `${modelId}|${device}|${dtype}`));
  const others = everyCell(catalogue).filter(
    ({ modelId, device, dtype }) => !known.has(`${modelId}|${device}|${dtype}`),
  );
  return [...measured, ...others];
}

/** What was judged before, first of all what was stopped; else fp32 as the yardstick and q8, which the page starts with. */
function preselected(
  configurations: readonly Configuration[],
  catalogue: ReadyCatalogue,
  judged: readonly Judgement[],
): string[] {
  if (judged.length > 0) return judged.map(keyOf);
  return configurations
    .filter(({ device, dtype }) => device === 'wasm' && (dtype === 'fp32' || dtype === 'q8'))
    .filter((entry) => availabilityOf(catalogue, entry.modelId, entry.dtype, entry.device).kind !== 'unavailable')
    .map(configurationKey);
}

function optionOf(
  configuration: Configuration,
  among: readonly Configuration[],
  catalogue: ReadyCatalogue,
): CheckOption<string> {
  const { modelId, dtype, device } = configuration;
  return {
    value: configurationKey(configuration),
    title: configurationLabel(configuration, among.length > 1 ? among : []),
    availability: availabilityOf(catalogue, modelId, dtype, device),
  };
}
