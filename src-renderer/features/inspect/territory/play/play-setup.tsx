import { useState } from 'react';
import { TERRITORY_TIERS, territoryTierSchema, type TerritoryTier } from '#contract/territory';
import { playSettingsSchema, type AgentChoice } from '#contract/territory-play';
import type { Checkpoint, RunDetail } from '#contract/run-detail';
import { useJobProgress } from '../../../../lib/job-progress';
import { Button } from '../../../../ui/button';
import { ErrorCardOf } from '../../../../ui/error-card';
import { Section } from '../../../../ui/pane';
import { Segmented } from '../../../../ui/segmented';
import { Select } from '../../../../ui/select';
import { TextField } from '../../../../ui/text-field';
import type { GameSettings, LiveGameControl } from './use-live-game';

/** Seeds that are offered: far from those of evaluation, so that nobody meets a game that chose the checkpoint. */
const OFFERED_SEEDS = 1_000_000;
const someSeed = (): string => String(1 + Math.floor(Math.random() * OFFERED_SEEDS));

/** @returns the id of a checkpoint, by what it is best at where it is */
export const idOf = ({ ids }: Checkpoint): string => ids.find((id) => id.includes(':best-')) ?? ids[0]!;

/** @returns the checkpoint that the run would ship first, then the others, newest first */
export function playableCheckpoints(checkpoints: readonly Checkpoint[]): readonly Checkpoint[] {
  const isBest = ({ roles }: Checkpoint): boolean => roles.some((role) => role.startsWith('best-'));
  const newest = checkpoints.filter(({ ids }) => ids.length > 0).sort((a, b) => b.step - a.step);
  return [...newest.filter(isBest), ...newest.filter((one) => !isBest(one))];
}

/** @returns the tier a run is judged on, as its configuration says; normal where it does not */
export function tierOfRun({ config }: Pick<RunDetail['summary'], 'config'>): TerritoryTier {
  const named = [config['environment.final_tier'], config['environment.tier']].map((text) =>
    territoryTierSchema.safeParse(text?.replaceAll('"', '')),
  );
  return named.find(({ success }) => success)?.data ?? 'normal';
}

/** The choice of a game: against whom, where, and from which seed. */
export function PlaySetup({
  detail,
  checkpoints,
  control,
}: {
  readonly detail: RunDetail;
  readonly checkpoints: readonly Checkpoint[];
  readonly control: LiveGameControl;
}) {
  const [checkpointId, setCheckpointId] = useState(() => idOf(checkpoints[0]!));
  const [tier, setTier] = useState<TerritoryTier>(() => tierOfRun(detail.summary));
  const [choice, setChoice] = useState<AgentChoice>('sampled');
  const [seed, setSeed] = useState(someSeed);
  const progress = useJobProgress(control.isStarting ? 'territory-play' : null);
  const parsedSeed = playSettingsSchema.shape.seed.safeParse(seed.trim() === '' ? NaN : Number(seed));
  const settings: GameSettings | null = parsedSeed.success
    ? { checkpointId, tier, choice, seed: parsedSeed.data }
    : null;
  return (
    <Section title="Play against the agent" detail="you, a checkpoint, and four scripted players">
      <form
        className="play-setup"
        onSubmit={(event) => {
          event.preventDefault();
          if (settings !== null) control.start(settings);
        }}
      >
        <Select
          label="Agent"
          value={checkpointId}
          onValueChange={setCheckpointId}
          options={checkpoints.map((checkpoint) => ({
            value: idOf(checkpoint),
            label: idOf(checkpoint).split(':')[1]!,
            detail: `epoch ${checkpoint.epoch}`,
          }))}
        />
        <Select
          label="Tier"
          value={tier}
          onValueChange={setTier}
          options={TERRITORY_TIERS.map((value) => ({ value, label: value }))}
        />
        <Segmented<AgentChoice>
          label="How the agent chooses"
          value={choice}
          onValueChange={setChoice}
          options={[
            { value: 'sampled', label: 'sampled' },
            { value: 'argmax', label: 'argmax' },
          ]}
        />
        <TextField
          label="Seed"
          inputMode="numeric"
          mono
          value={seed}
          onValueChange={setSeed}
          error={parsedSeed.success ? undefined : 'A whole number from 0 to 2,147,483,647.'}
        />
        <div className="row">
          <Button variant="primary" icon="play" type="submit" busy={control.isStarting} disabled={settings === null}>
            Start the game
          </Button>
          <Button icon="repeat" onClick={() => setSeed(someSeed())}>
            Another seed
          </Button>
          {control.isStarting && (
            <span className="text-2 text-sm" role="status">
              {progress?.message ?? 'starting a worker'}
            </span>
          )}
        </div>
      </form>
      {control.error !== null && <ErrorCardOf error={control.error} />}
    </Section>
  );
}
