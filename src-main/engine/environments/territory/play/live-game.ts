import { ActionMaskedError } from '#contract/errors/environment-errors';
import type { AgentThought, PlayedDecision, PlaySettings, StartedGame } from '#contract/territory-play';
import { AGENT_PLAYER } from '#contract/territory-play';
import { opponentsOf } from '../bots/tiers';
import { Episode, SCRIPTED_ACTION } from '../episode/episode';
import { LEARNER, MAP_SIDE, PLAYERS } from '../game/rules';
import type { TerritoryGame } from '../game/territory-game';
import { makeTerritoryMap } from '../map/territory-map';
import { allowedActions, FrameWriter } from '../replay/frame-writer';

/** Scripted players that keep their seat: the agent takes that of the first. */
const SEATED = AGENT_PLAYER - LEARNER;

/** A game of a person against an agent and the scripted players of a tier; it ends with the person. */
export class LiveGame {
  private readonly episode: Episode;
  private readonly frames: FrameWriter;
  private readonly actions = new Int32Array(PLAYERS).fill(SCRIPTED_ACTION);

  constructor(private readonly settings: Pick<PlaySettings, 'tier' | 'seed'>) {
    const { tier, seed } = settings;
    this.episode = new Episode({ tier, reward: 'default', selfPlay: true });
    this.episode.reset(seed, makeTerritoryMap(seed));
    this.frames = new FrameWriter(this.episode);
  }

  get game(): TerritoryGame {
    return this.episode.game;
  }

  /** To be called once, before the first decision. */
  start(): StartedGame {
    return {
      kind: 'started',
      replay: this.episode.replay(),
      opponents: opponentsOf(this.settings.tier).slice(SEATED),
      side: MAP_SIDE,
      terrain: [...this.game.board.terrain],
      frame: this.frames.first(),
    };
  }

  /**
   * Refuses before anybody is asked for an action.
   * @throws ActionMaskedError also once the game is over: nothing is allowed then
   */
  checkAction(action: number): void {
    const allowed = this.episode.outcome(LEARNER) === null ? allowedActions(this.game, LEARNER) : [];
    if (!allowed.includes(action)) throw new ActionMaskedError(action, 0, allowed.length);
  }

  /**
   * One decision of everybody.
   * @param action  of the person; checked before
   * @param thought of the agent, with its action; null once it is eliminated
   */
  play(action: number, thought: AgentThought | null): PlayedDecision {
    this.actions[LEARNER - 1] = action;
    this.actions[AGENT_PLAYER - 1] = thought?.action ?? SCRIPTED_ACTION;
    this.episode.play(this.actions, 0);
    return {
      kind: 'played',
      actions: [...this.actions],
      frame: this.frames.next(action),
      thought,
      outcome: this.episode.outcome(LEARNER),
    };
  }
}
