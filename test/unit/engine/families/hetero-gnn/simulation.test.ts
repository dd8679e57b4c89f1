import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import { DeliveryNotSimulatedError, InningsNotFoundError } from '#contract/errors/cricket-errors';
import type { ForwardPass } from '../../../../../src-main/engine/backend/executor';
import { float32, type HostTensors } from '../../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { CricketData } from '../../../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import { familyNetwork } from '../../../../../src-main/engine/families/hetero-gnn/family-network';
import { CONTEXT_WIDTH } from '../../../../../src-main/engine/families/hetero-gnn/features/context-layout';
import { generateMatches } from '../../../../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import { SIX, WICKET } from '../../../../../src-main/engine/families/hetero-gnn/matches/ball-class';
import type { Innings } from '../../../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import type { InningsScript } from '../../../../../src-main/engine/families/hetero-gnn/simulation/innings-script';
import { OutcomePool, type Outcome } from '../../../../../src-main/engine/families/hetero-gnn/simulation/outcome-pool';
import { SimulatedInnings } from '../../../../../src-main/engine/families/hetero-gnn/simulation/simulated-innings';
import {
  simulateRest,
  type SimulationParts,
} from '../../../../../src-main/engine/families/hetero-gnn/simulation/simulate-rest';
import { summarizeEndings } from '../../../../../src-main/engine/families/hetero-gnn/simulation/summarize-endings';
import {
  askInnings,
  factsOf,
  findJudgedInnings,
  judgedInningsList,
} from '../../../../../src-main/engine/families/hetero-gnn/snapshots/judged-innings';
import { createWasmRandomFiller } from '../../../../../src-main/engine/random/wasm-random-filler';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { initializeParameters } from '../../../../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../../../../src-main/engine/trainer/model-store';
import { cricketData, readArchive } from '../../../../support/cricket-archive';

const NOTHING: Outcome = {
  batRuns: 0,
  wides: 0,
  noBalls: 0,
  byes: 0,
  legByes: 0,
  penalty: 0,
  wicketKind: 0,
  isNonStrikerOut: false,
};
const BOWLED = 1;
const RUN_OUT = 5;

const INNINGS: Innings = {
  match: 0,
  position: 1,
  battingTeam: 0,
  bowlingTeam: 1,
  isSuperOver: false,
  maximumBalls: 120,
  target: 20,
  statedTarget: 20,
  powerplay: [0, 5],
  firstDelivery: 0,
  deliveryCount: 0,
};

/** Batters 0 to 10 in that order; bowler 100 + over, by turns of five. */
const script = (change: Partial<Innings> = {}): InningsScript => ({
  innings: { ...INNINGS, ...change },
  battingOrder: Array.from({ length: 11 }, (_, index) => index),
  allOut: 10,
  bowlerOf: (over) => 100 + (over % 5),
});

const begun = (change: Partial<Innings> = {}): SimulatedInnings =>
  new SimulatedInnings(script(change), {
    deliveries: [],
    facts: [],
    next: { striker: 0, nonStriker: 1, bowler: 100, over: 0 },
  });

const play = (innings: SimulatedInnings, ...outcomes: readonly Partial<Outcome>[]): SimulatedInnings => {
  for (const outcome of outcomes) innings.play({ ...NOTHING, ...outcome });
  return innings;
};

describe('a simulated innings by the laws', () => {
  it('turns the strike with odd runs that were run, and not with boundaries', () => {
    const innings = begun({ target: null });
    expect(play(innings, { batRuns: 1 }).next).toMatchObject({ striker: 1, nonStriker: 0 });
    expect(play(innings, { batRuns: 4 }, { batRuns: 2 }).next).toMatchObject({ striker: 1, nonStriker: 0 });
    expect(play(innings, { legByes: 1 }).next).toMatchObject({ striker: 0, nonStriker: 1 });
    // One wide is nobody's run; two wides are one run of the batters.
    expect(play(innings, { wides: 1 }).next).toMatchObject({ striker: 0 });
    expect(play(innings, { wides: 2 }).next).toMatchObject({ striker: 1 });
    expect(innings.score).toEqual({ runs: 11, wickets: 0, legalBalls: 4 });
  });

  it('ends an over after six legal balls; a single off the last keeps the strike', () => {
    const dots = begun();
    play(dots, { wides: 1 }, ...Array.from({ length: 6 }, () => ({})));
    expect(dots.next).toEqual({ striker: 1, nonStriker: 0, bowler: 101, over: 1 });
    const single = begun();
    play(single, ...Array.from({ length: 5 }, () => ({})), { batRuns: 1 });
    expect(single.next).toMatchObject({ striker: 0, nonStriker: 1, over: 1 });
  });

  it('puts who comes in where the batter who is out was', () => {
    const innings = begun();
    expect(play(innings, { wicketKind: BOWLED }).next).toMatchObject({ striker: 2, nonStriker: 1 });
    // The non-striker is run out at the second of one completed run: the striker crossed.
    expect(play(innings, { wicketKind: RUN_OUT, isNonStrikerOut: true, batRuns: 1 }).next).toMatchObject({
      striker: 3,
      nonStriker: 2,
    });
    expect(innings.deliveries.map(({ playerOut }) => playerOut)).toEqual([0, 1]);
  });

  it('ends with the target, with the tenth wicket, or with the last ball', () => {
    expect(play(begun(), { batRuns: 6 }, { batRuns: 6 }, { batRuns: 6 }, { batRuns: 1 }).isOver).toBe(false);
    expect(play(begun(), { batRuns: 6 }, { batRuns: 6 }, { batRuns: 6 }, { batRuns: 2 }).isOver).toBe(true);
    const out = Array.from({ length: 10 }, () => ({ wicketKind: BOWLED }));
    expect(play(begun(), ...out.slice(1)).isOver).toBe(false);
    expect(play(begun(), ...out).isOver).toBe(true);
    const balls = Array.from({ length: 12 }, () => ({}));
    expect(play(begun({ maximumBalls: 12 }), ...balls.slice(1), { noBalls: 1 }).isOver).toBe(false);
    expect(play(begun({ maximumBalls: 12 }), ...balls).isOver).toBe(true);
  });
});

describe('on made-up matches', () => {
  let data: CricketData;
  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-simulated-'));
    generateMatches(folder, 7, 20);
    data = cricketData(await readArchive(path.join(folder, 'made-up-matches.zip')));
  });

  /** Gives every moment the same answer: a class, certainly. */
  const certain = (ballClass: number, seen: HostTensors[] = []): ForwardPass => ({
    run: (inputs) => {
      seen.push(inputs);
      const rows = inputs['is_target']!.data.length;
      const data = Float32Array.from({ length: rows * 7 }, (_, at) => (at % 7 === ballClass ? 0 : -100));
      return Promise.resolve({ log_probabilities: float32(data, [rows, 7]) });
    },
    dispose: () => undefined,
  });

  const config = (execution: 'packed' | 'exact', slots = 3) =>
    heteroGnnSchema.parse({
      family: 'hetero-gnn',
      model: {
        execution,
        relations: 'causal',
        variant: 'full',
        hidden_dim: 8,
        num_heads: 2,
        num_layers: 2,
        dropout: 0,
      },
      training: { batch_innings: slots, batch_size: slots },
    });

  const network = (execution: 'packed' | 'exact', slots = 3) =>
    familyNetwork(config(execution, slots), data, data.parts.train.classCounts);

  const parts = (forward: ForwardPass, slots = 3): SimulationParts => ({
    data,
    plan: network('packed', slots).plan,
    slots,
    calibration: null,
    forward,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

  const anInnings = (isChase: boolean): number =>
    data.parts.test.innings.find((position) => (data.archive.innings[position]!.target !== null) === isChase)!;

  it('lists the innings of validation and test with their scores, and no other', () => {
    const { innings } = judgedInningsList(data);
    expect(innings.map(({ split }) => split).sort()[0]).toBe('test');
    expect(innings).toHaveLength(data.parts.validation.innings.length + data.parts.test.innings.length);
    const position = anInnings(true);
    const { match, target } = data.archive.innings[position]!;
    const chase = innings.find((one) => one.match === data.archive.matches[match]!.id && one.innings === 2)!;
    expect(chase.runs).toBe(factsOf(data, position).reduce((sum, { total }) => sum + total, 0));
    expect(target).toBeGreaterThan(0);
    const trained = data.archive.matches[data.parts.train.matches[0]!]!.id;
    expect(() => findJudgedInnings(data, { match: trained, innings: 1 })).toThrow(InningsNotFoundError);
  });

  it('draws what came with the class in training: sixes are six off the bat, wickets have a kind', () => {
    const pool = new OutcomePool(data);
    const stream = randomStream(1, 'test');
    for (let draw = 0; draw < 50; draw += 1) {
      expect(pool.draw(SIX, stream)).toMatchObject({ batRuns: 6, wicketKind: 0, wides: 0 });
      expect(pool.draw(WICKET, stream).wicketKind).toBeGreaterThan(0);
    }
  });

  it('begins with the moment as it was played, and adds up what it draws', async () => {
    const position = anInnings(false);
    const delivery = 30;
    const seen: HostTensors[] = [];
    const { start, endings, played } = await simulateRest(parts(certain(SIX, seen)), {
      position,
      delivery,
      simulations: 2,
      seed: 1,
    });
    const graph = buildInningsGraph(data, position);
    const row = (values: ArrayLike<number>) =>
      Array.from(values).slice(delivery * CONTEXT_WIDTH, (delivery + 1) * CONTEXT_WIDTH);
    expect(row(seen[0]!['features']!.data)).toEqual(row(graph.context));
    const facts = factsOf(data, position).slice(0, delivery);
    expect(start.runs).toBe(facts.reduce((sum, { total }) => sum + total, 0));
    // Sixes may be no-balls too in training; here all are legal, so each ball that is left brings six.
    const left = data.archive.innings[position]!.maximumBalls - start.legalBalls;
    for (const ending of endings)
      expect(ending).toEqual({
        runs: start.runs + 6 * left,
        wickets: start.wickets,
        legalBalls: start.legalBalls + left,
      });
    expect(played.legalBalls).toBeGreaterThan(0);
  });

  it('ends a chase with the runs that win, and an innings with the tenth wicket', async () => {
    const position = anInnings(true);
    const options = { position, delivery: 20, simulations: 1, seed: 1 };
    const { target } = data.archive.innings[position]!;
    const chased = await simulateRest(parts(certain(SIX)), options);
    expect(chased.endings[0]!.runs).toBeGreaterThanOrEqual(target!);
    expect(chased.endings[0]!.runs).toBeLessThan(target! + 6);
    const lost = await simulateRest(parts(certain(WICKET)), options);
    expect(lost.endings[0]!.wickets).toBe(10);
  });

  it('refuses to begin with the first delivery or behind the last', async () => {
    const position = anInnings(false);
    const { deliveryCount } = data.archive.innings[position]!;
    for (const delivery of [0, deliveryCount])
      await expect(simulateRest(parts(certain(SIX)), { position, delivery, simulations: 1, seed: 1 })).rejects.toThrow(
        DeliveryNotSimulatedError,
      );
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const forward = certain(SIX);
    const stopping: ForwardPass = {
      ...forward,
      run: (inputs) => {
        controller.abort();
        return forward.run(inputs);
      },
    };
    await expect(
      simulateRest(
        { ...parts(stopping), signal: controller.signal },
        { position: anInnings(false), delivery: 20, simulations: 4, seed: 1 },
      ),
    ).rejects.toThrow('aborted');
  });

  /** The same for every moment: half of the balls are dots, the rest spread over the classes. */
  const spread: ForwardPass = {
    run: (inputs) => {
      const rows = inputs['is_target']!.data.length;
      const answers = Float32Array.from({ length: rows * 7 }, (_, at) => Math.log(at % 7 === 0 ? 0.5 : 0.5 / 6));
      return Promise.resolve({ log_probabilities: float32(answers, [rows, 7]) });
    },
    dispose: () => undefined,
  };

  it('follows from the seed; more simulations, or more in a pass, change none of them', async () => {
    const options = { position: anInnings(true), delivery: 60, seed: 5 };
    const three = await simulateRest(parts(spread), { ...options, simulations: 3 });
    const four = await simulateRest(parts(spread, 2), { ...options, simulations: 4 });
    const other = await simulateRest(parts(spread), { ...options, simulations: 3, seed: 6 });
    expect(four.endings.slice(0, 3)).toEqual(three.endings);
    expect(other.endings).not.toEqual(three.endings);
  });

  /** An innings as it stands before a delivery: nothing after it is known. */
  function cutBefore(position: number, delivery: number) {
    const { archive } = data;
    const cut = { ...archive.innings[position]!, deliveryCount: delivery + 1 };
    return buildInningsGraph({ ...data, archive: { ...archive, innings: [cut] } }, 0);
  }

  it('says before a ball what it says when the rest of the innings is not known', async () => {
    const { plan, model } = network('packed');
    const { parameters } = createModelStore(model);
    initializeParameters(parameters, model.parameters, 3, createWasmRandomFiller());
    const executor = await createOnnxRuntimeExecutor({ threads: 1 });
    const forward = executor.forward(model.forward, parameters);
    const position = anInnings(true);
    const match = data.archive.matches[data.archive.innings[position]!.match]!.id;
    const whole = await askInnings(data, findJudgedInnings(data, { match, innings: 2 }), null, plan, forward);
    const delivery = 70;
    const answer = whole.answers.find((one) => one.delivery === delivery)!;
    const { inputs, rows } = plan.moments([{ graph: cutBefore(position, delivery), delivery }]);
    const said = (await forward.run(inputs))['log_probabilities']!.data.slice(rows[0]! * 7, rows[0]! * 7 + 7);
    Array.from(said).forEach((value, at) => expect(Math.exp(value)).toBeCloseTo(answer.probabilities[at]!, 5));
    expect(answer.relations.find(({ relation }) => relation === 'attends')!.edges).toBe(delivery);
    expect(whole.balls[delivery]!.runs).toBe(
      factsOf(data, position)
        .slice(0, delivery)
        .reduce((sum, { total }) => sum + total, 0),
    );
    forward.dispose();
    await executor.dispose();
  });

  it('exact execution reads the same of a moment, whether the rest is known or not', () => {
    const { plan } = network('exact');
    const position = anInnings(false);
    const delivery = 40;
    const labels = ['labels', 'is_target', 'loss_weights'];
    const read = (graph: ReturnType<typeof buildInningsGraph>) =>
      Object.entries(plan.moments([{ graph, delivery }]).inputs)
        .filter(([name]) => !labels.includes(name))
        .map(([name, { data: values }]) => [name, Array.from(values)]);
    expect(read(cutBefore(position, delivery))).toEqual(read(buildInningsGraph(data, position)));
  });
});

describe('a summary of endings', () => {
  const endings = [150, 160, 161, 170].map((runs) => ({ runs, wickets: 5, legalBalls: 120 }));
  it('counts a chase as won, tied or lost', () => {
    const { chase, runs } = summarizeEndings(endings, 161);
    expect(chase).toMatchObject({ won: { count: 2, share: 0.5 }, tied: { count: 1 }, lost: { count: 1 } });
    expect(runs).toMatchObject({ mean: 160.25, median: 160.5 });
    // Wilson's interval of 2 of 4.
    expect(chase!.won.lower).toBeCloseTo(0.15, 2);
    expect(chase!.won.upper).toBeCloseTo(0.85, 2);
  });
  it('has no chase when batting first', () => {
    expect(summarizeEndings(endings, null).chase).toBeNull();
  });
});
