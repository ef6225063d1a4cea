import type { GalleryImage } from '../../../store/gallery-image';
import type { LabChoices } from '../../../store/lab-choices';
import { ImageChoice } from './image-choice';
import { NumberField } from './number-field';
import { PromptField } from './prompt-field';

interface WorkFieldsProps {
  choices: LabChoices;
  images: readonly GalleryImage[];
  onChange: (part: Partial<LabChoices>) => void;
}

/** What every cell has to do, and how often. */
export function WorkFields({ choices, images, onChange }: WorkFieldsProps) {
  return (
    <div className="plan-work">
      <ImageChoice images={images} chosen={choices.imageIds} onChange={(imageIds) => onChange({ imageIds })} />
      <PromptField prompt={choices.prompt} onChange={(prompt) => onChange({ prompt })} />
      <div className="plan-numbers">
        <NumberField
          label="Tokens to generate"
          hint="the same for every cell"
          value={choices.forcedTokenCount}
          min={2}
          max={256}
          onChange={(forcedTokenCount) => onChange({ forcedTokenCount })}
        />
        <NumberField
          label="Rounds"
          hint="fresh workers for each cell"
          value={choices.rounds}
          min={1}
          max={20}
          onChange={(rounds) => onChange({ rounds })}
        />
        <NumberField
          label="Counted runs a round"
          hint="after one warm-up"
          value={choices.runsPerRound}
          min={1}
          max={50}
          onChange={(runsPerRound) => onChange({ runsPerRound })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={choices.compareTokens}
          onChange={(event) => onChange({ compareTokens: event.target.checked })}
        />
        Compare what each precision says with fp32, token by token, after the times
      </label>
    </div>
  );
}
