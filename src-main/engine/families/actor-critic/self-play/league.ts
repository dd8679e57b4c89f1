import type { HostTensors } from '../../../backend/host-tensor';
import type { ParameterStore } from '../../../backend/parameter-store';
import { parametersToTensors } from '../../../checkpoints/parameter-tensors';
import type { RandomStream } from '../../../random/random-stream';

/** The policy as it was, batch norm's statistics included. */
export interface LeagueMember {
  /** Finished updates when it joined. */
  readonly update: number;
  /** By parameter; never written to. */
  readonly weights: HostTensors;
}

const nameOf = (update: number, parameter: string): string => `league.${update}.${parameter}`;
const NAME = /^league\.(\d+)\.(.+)$/;

/**
 * Past weights of the policy that is being trained, oldest first. When it is full the oldest leave: opponents far below the
 * learner teach little.
 */
export class League {
  private kept: readonly LeagueMember[] = [];

  /** @param size most members */
  constructor(private readonly size: number) {}

  get members(): readonly LeagueMember[] {
    return this.kept;
  }

  /** @param parameters copied */
  join(update: number, parameters: ParameterStore): void {
    this.kept = [...this.kept, { update, weights: parametersToTensors(parameters) }].slice(-this.size);
  }

  /**
   * Draws whom a rollout is played against.
   * @param latestShare how likely the weights of now are
   * @returns a member, each equally likely; null for the weights of now, always while there is no member
   */
  draw(random: RandomStream, latestShare: number): LeagueMember | null {
    const isLatest = random.uniform() < latestShare;
    return isLatest || this.kept.length === 0 ? null : this.kept[random.integer(this.kept.length)]!;
  }

  /** @returns the parameters of all members, `league.<update>.<parameter>` */
  tensors(): HostTensors {
    const all = this.kept.flatMap(({ update, weights }) =>
      Object.entries(weights).map(([parameter, tensor]) => [nameOf(update, parameter), tensor] as const),
    );
    return Object.fromEntries(all);
  }

  /** @param tensors as {@link tensors} gave them; others are left alone */
  restore(tensors: HostTensors): void {
    const byUpdate = new Map<number, Record<string, HostTensors[string]>>();
    for (const [name, tensor] of Object.entries(tensors)) {
      const [, update, parameter] = NAME.exec(name) ?? [];
      if (parameter === undefined) continue;
      const weights = byUpdate.get(Number(update)) ?? {};
      weights[parameter] = tensor;
      byUpdate.set(Number(update), weights);
    }
    this.kept = [...byUpdate].sort(([a], [b]) => a - b).map(([update, weights]) => ({ update, weights }));
  }
}
