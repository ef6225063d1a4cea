import { configurationKey, configurationLabel } from '../../../benchmark/configuration-label';
import type { Configuration } from '../../../contract/inference-api';
import type { SideAnswer, SideBySide } from '../../../store/lab-side-by-side';
import { SideCard } from './side-card';

/** Answers beside each other, the first as the one that the others are compared with. */
export function SideCards({ sides }: { sides: SideBySide }) {
  const shown = sides.configurations.flatMap((configuration) => {
    const answer = sides.answers[configurationKey(configuration)];
    return answer === undefined ? [] : [{ configuration, answer }];
  });
  const [first] = shown;
  if (first === undefined) return null;
  const base = textOf(first.answer);
  const among = shown.map(({ configuration }) => configuration);
  return (
    <div className="sides" role="region" aria-label="Answers" aria-busy={sides.isRunning}>
      {shown.map(({ configuration, answer }) => (
        <SideCard
          key={configurationKey(configuration)}
          name={nameOf(configuration, among)}
          answer={answer}
          base={configuration === first.configuration ? undefined : base}
          baseName={nameOf(first.configuration, among)}
        />
      ))}
    </div>
  );
}

function nameOf(configuration: Configuration, among: readonly Configuration[]): string {
  return configurationLabel(configuration, among);
}

/** Only a finished answer can be compared with. */
function textOf(answer: SideAnswer): string | undefined {
  return answer.kind === 'finished' ? answer.result.text : undefined;
}
