import { z } from 'zod';
import { territoryRewardSchema, territoryTierSchema } from '../territory';
import { engineConfigSchema } from './engine';
import { field } from './field';
import { optimizerConfigSchema, scheduleConfigSchema } from './optimization';

/**
 * Opponents that learn: some seats of the tier's scripted players are taken by the policy itself, as it is now or as it was.
 * Playing past weights too keeps a policy from forgetting how to beat them.
 *
 * @see Bansal et al. (2018), Emergent complexity via multi-agent competition, https://arxiv.org/abs/1710.03748: opponents are drawn
 * evenly from a window of past weights
 * @see OpenAI et al. (2019), Dota 2 with large scale deep reinforcement learning, https://arxiv.org/abs/1912.06680: latest weights in
 * 0.8 of the games
 * @see Vinyals et al. (2019), Grandmaster level in StarCraft II, https://doi.org/10.1038/s41586-019-1724-z: main agents play
 * themselves in 0.35 of the games, their league in the others
 */
const selfPlaySchema = z.strictObject({
  seats: field(z.int().min(1).max(5).default(2), {
    description: 'Opponents of each game that the policy plays, from player 2 on; the tier has the other seats.',
    unit: 'players',
  }),
  league_size: field(z.int().min(1).max(64).default(8), {
    description: 'Past weights that are kept; the oldest make room.',
    effect: 'All of them are part of every checkpoint: 2 MB each for attention, 27 MB for flatten.',
  }),
  snapshot_every_updates: field(z.int().min(1).default(10), {
    description: 'Updates after which the weights join the league.',
    unit: 'updates',
  }),
  latest_share: field(z.number().min(0).max(1).default(0.5), {
    description:
      'How likely the opponents of a rollout have the weights of now; else one of the league is drawn, each equally likely.',
    effect: '1 is plain self-play; OpenAI Five had 0.8, the main agents of AlphaStar 0.35.',
  }),
});

const environmentSchema = field(
  z
    .strictObject({
      tier: field(territoryTierSchema.default('easy'), {
        description:
          'The five opponents: dormant five that wait; easy, normal, hard and brutal ever stronger scripted ones.',
      }),
      final_tier: field(territoryTierSchema.nullable().default(null), {
        description:
          'Tier that training climbs to, one tier whenever 70 % of the last 100 games were won; evaluations are played there. null stays on tier.',
      }),
      reward: field(territoryRewardSchema.default('default'), {
        description:
          'Terms of the reward. default: territory, absorbed opponents, win and loss; the others are those of the original.',
        effect: 'Returns of different rewards cannot be compared; judge by win rate and score.',
      }),
      environments: field(z.int().min(1).max(256).default(12), {
        description: 'Games played side by side.',
        unit: 'games',
      }),
      self_play: field(selfPlaySchema.nullable().default(null), {
        description:
          'Opponents that learn: the policy itself and its past weights take seats in the games of training. null leaves all seats to the tier.',
        effect: 'Evaluations are played against the tier alone, so that scores can be compared.',
      }),
    })
    .refine(({ self_play: selfPlay, final_tier: finalTier }) => selfPlay === null || finalTier === null, {
      message: 'null with self_play: the climb asks for a share of games won, which says little against oneself.',
      path: ['final_tier'],
    }),
  { description: 'The game.' },
).prefault({});

const modelSchema = field(
  z.strictObject({
    arch: field(z.enum(['flatten', 'attention']).default('attention'), {
      description:
        'flatten: three convolutions and one large linear layer; attention: spatial gates, pooling, cross-attention.',
    }),
    cross_attention: field(z.enum(['parity', 'repaired', 'none']).default('parity'), {
      description:
        'parity: one query meets one key, as published, so the weight is always 1; repaired: the globals look at the 16 places of the map; none: left out. Used by attention.',
      effect: 'Under parity the 49,408 weights of query and key never get a gradient.',
    }),
    spatial_attention: field(z.boolean().default(true), {
      description: 'A gate for each place of the map after each convolution. Used by attention.',
    }),
    norm: field(z.enum(['batch-frozen', 'batch-train', 'group8', 'none']).default('batch-frozen'), {
      description:
        'batch-frozen: batch norm with running statistics, renewed once a rollout, in rollout and update alike; batch-train: batch statistics in the update; group8: group norm with 8 groups; none. Used by attention.',
      effect: 'Under batch-train the first ratio of an update is not 1.',
    }),
    pool: field(z.enum(['gap', 'flatten']).default('gap'), {
      description: 'How the last map becomes a vector: its mean, or all its places. Used by attention.',
    }),
    heads: field(z.enum(['brief', 'sb3']).default('brief'), {
      description:
        'brief: one hidden layer of 128 with ReLU a head; sb3: two of 64 with tanh, as the original really trained.',
    }),
    frame_stack: field(z.union([z.literal(1), z.literal(4)]).default(1), {
      description: 'Observations seen at once, oldest first.',
      unit: 'frames',
    }),
    initial_wait_share: field(z.number().gt(0).lt(1).nullable().default(null), {
      description:
        'How likely the untrained policy waits where every attack is allowed, by the first bias of its logits; null: as likely as any other allowed action, as in the brief.',
      effect:
        'Uniform play throws its troops away and is eliminated in nine games of ten; a policy that waits more from the start sees games that can be won.',
    }),
    dropout_in_update: field(z.number().min(0).max(0.9).default(0), {
      description: 'Dropout behind the fusion layer in updates; the brief has 0.1.',
      effect: 'Above 0 the first ratio of an update is not 1.',
    }),
  }),
  { description: 'The network.' },
).prefault({});

const ppoSchema = field(
  z.strictObject({
    total_decisions: field(z.int().min(1).default(200_000), {
      description: 'Decisions of the whole run, over all games.',
      unit: 'decisions',
    }),
    rollout_steps: field(z.int().min(1).max(4096).default(128), {
      description: 'Decisions of each game between two updates.',
      unit: 'decisions',
    }),
    minibatch: field(z.int().min(1).max(8192).default(384), {
      description: 'Decisions of one optimiser step.',
      unit: 'decisions',
    }),
    epochs: field(z.int().min(1).max(50).default(4), { description: 'Passes over a rollout.', unit: 'passes' }),
    learning_rate: field(z.number().positive().max(1).default(3e-4), {
      description: 'Rate of the optimiser at its height.',
    }),
    discount: field(z.number().min(0).max(1).default(0.995), {
      description: 'Gamma: weight of a reward one decision later.',
    }),
    gae_lambda: field(z.number().min(0).max(1).default(0.95), {
      description: 'Lambda of generalised advantage estimation: 0 trusts the value, 1 the return.',
    }),
    clip_range: field(z.number().positive().max(1).default(0.2), {
      description: 'How far the ratio may move before its gradient stops.',
    }),
    entropy_weight: field(z.number().min(0).max(1).default(0.01), { description: 'Weight of the entropy bonus.' }),
    value_weight: field(z.number().min(0).max(10).default(0.5), { description: 'Weight of the value error.' }),
    max_gradient_norm: field(z.number().positive().nullable().default(0.5), {
      description: 'Global gradient norm to clip to; null never clips.',
    }),
    target_kl: field(z.number().positive().nullable().default(0.03), {
      description: 'Approximate KL divergence that ends the passes over a rollout; null never does.',
    }),
    normalize_rewards: field(z.boolean().nullable().default(null), {
      description:
        'Divide rewards by the running deviation of the discounted return; null does it for every reward but default.',
    }),
    normalize_advantages: field(z.boolean().default(true), {
      description: 'Mean 0 and deviation 1 in each minibatch.',
    }),
    optimizer: optimizerConfigSchema.prefault({ kind: 'adam', epsilon: 1e-5 }),
    schedule: scheduleConfigSchema.prefault({ kind: 'linear' }),
  }),
  { description: 'Proximal policy optimisation.' },
).prefault({});

const evaluationSchema = field(
  z.strictObject({
    games: field(z.int().min(2).max(1000).default(100), {
      description:
        'Games of split test, on fixed seeds: played once, by the shipped weights, by sampling and by argmax.',
      unit: 'games',
    }),
    every_updates: field(z.int().min(1).default(20), {
      description: 'Updates between two evaluations.',
      unit: 'updates',
    }),
    selection_games: field(z.int().min(2).max(1000).default(40), {
      description: 'Games of split validation, on other fixed seeds: they choose the checkpoint that is shipped.',
      unit: 'games',
      effect: 'More choose better and take longer; both splits have seeds that training never plays.',
    }),
    linear_decisions: field(z.int().min(1024).max(1_000_000).default(61_440), {
      description: 'Decisions that the linear sanity learner of the baseline table is trained for, once for each tier.',
      unit: 'decisions',
    }),
  }),
  { description: 'How a policy is judged.' },
).prefault({});

/** Family `actor-critic`: two networks for the game Territory, trained by PPO. See docs/families/actor-critic.md. */
export const actorCriticSchema = z.strictObject({
  family: z.literal('actor-critic').describe('Model family.'),
  data: field(
    z.strictObject({
      source: field(z.literal('territory').default('territory'), { description: 'The game makes its own data.' }),
    }),
    { description: 'Where experience comes from.' },
  ).prefault({}),
  environment: environmentSchema,
  model: modelSchema,
  ppo: ppoSchema,
  evaluation: evaluationSchema,
  engine: engineConfigSchema,
});
export type ActorCriticConfig = z.infer<typeof actorCriticSchema>;

/** What a checkpoint of this family stores beside its weights. */
export const actorCriticPreprocessingSchema = z.strictObject({
  version: z.literal(1),
  /** Of the rules that the policy was trained under. */
  environmentHash: z.string(),
  frameStack: z.int(),
});
export type ActorCriticPreprocessing = z.infer<typeof actorCriticPreprocessingSchema>;
