import { z } from 'zod';
import { field } from './field';

/** Optimiser keys shared by the families. */
export const optimizerConfigSchema = field(
  z.strictObject({
    kind: field(z.enum(['sgd', 'adam', 'adamw']).default('adam'), {
      description:
        'Update rule. adamw decays weights decoupled from the gradient, except biases, norms and embeddings.',
    }),
    weight_decay: field(z.number().min(0).max(1).default(0), {
      description: 'Decoupled decay a step, times the learning rate. Used by adamw.',
      effect: 'Larger values pull weights to zero and reduce overfitting.',
    }),
    momentum: field(z.number().min(0).lt(1).default(0), { description: 'Momentum of sgd.' }),
    beta_1: field(z.number().min(0).lt(1).default(0.9), {
      description: 'Decay of the first moment of adam and adamw.',
    }),
    beta_2: field(z.number().min(0).lt(1).default(0.999), {
      description: 'Decay of the second moment of adam and adamw.',
    }),
    epsilon: field(z.number().positive().max(0.1).default(1e-8), {
      description: 'Added to the root of the second moment.',
    }),
  }),
  { description: 'Update rule of the parameters.' },
).prefault({});
export type OptimizerConfig = z.infer<typeof optimizerConfigSchema>;

/** Learning-rate schedule keys shared by the families. */
export const scheduleConfigSchema = field(
  z.strictObject({
    kind: field(z.enum(['constant', 'cosine', 'linear', 'plateau']).default('constant'), {
      description:
        'constant keeps the rate; cosine and linear fall to the final share over the run; plateau cuts it when the monitor rests.',
    }),
    warmup_fraction: field(z.number().min(0).max(0.5).default(0), {
      description: 'Share of all steps over which the rate climbs linearly from one step worth to its full value.',
    }),
    final_fraction: field(z.number().min(0).max(1).default(0), {
      description: 'Share of the rate that cosine and linear end with, or that plateau never goes below.',
    }),
    plateau_factor: field(z.number().gt(0).lt(1).default(0.5), {
      description: 'What plateau multiplies the rate with.',
    }),
    plateau_patience: field(z.int().min(0).default(3), {
      description: 'Epochs without improvement that plateau waits for.',
      unit: 'epochs',
    }),
  }),
  { description: 'How the learning rate moves during the run.' },
).prefault({});
export type ScheduleConfig = z.infer<typeof scheduleConfigSchema>;
