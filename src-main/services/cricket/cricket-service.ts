import type { InningsAnswers, InningsPlace, JudgedInningsList, Simulation, SimulationRequest } from '#contract/cricket';
import type { CheckpointService, CricketService, JobService } from '../workbench';

export interface CricketServiceParts {
  readonly jobs: Pick<JobService, 'run'>;
  readonly checkpoints: Pick<CheckpointService, 'trainedModel'>;
}

/** Name of simulations in messages of progress. */
const SIMULATION = 'cricket-simulation';

/** Asks stored networks of cricket about innings that they were not trained on, in workers. */
export class WorkspaceCricket implements CricketService {
  #simulation: AbortController | null = null;

  constructor(private readonly parts: CricketServiceParts) {}

  async innings(checkpoint: string): Promise<JudgedInningsList> {
    const model = this.parts.checkpoints.trainedModel(checkpoint);
    return this.parts.jobs.run({ kind: 'cricket-innings-list', ...model }, { name: 'cricket-innings' });
  }

  async ask(checkpoint: string, place: InningsPlace): Promise<InningsAnswers> {
    const model = this.parts.checkpoints.trainedModel(checkpoint);
    return this.parts.jobs.run({ kind: 'cricket-innings', ...model, place }, { name: 'cricket-innings' });
  }

  async simulate(checkpoint: string, request: SimulationRequest): Promise<Simulation> {
    this.stopSimulation();
    const controller = new AbortController();
    this.#simulation = controller;
    try {
      const model = this.parts.checkpoints.trainedModel(checkpoint);
      return await this.parts.jobs.run(
        { kind: 'cricket-simulation', ...model, request },
        { name: SIMULATION, signal: controller.signal },
      );
    } finally {
      if (this.#simulation === controller) this.#simulation = null;
    }
  }

  stopSimulation(): void {
    this.#simulation?.abort();
  }
}
