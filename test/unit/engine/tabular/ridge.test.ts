import { expect, it } from 'vitest';
import { TabularOptionError } from '#contract/errors/tabular-errors';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { featureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';
import { fitRidgeCv, predictRidge } from '../../../../src-main/engine/tabular/ridge';

it('has the slope 4.5 / (3 + alpha) worked out by hand', () => {
  // x has variance 2/3: Z'Z = 3, Z'y = 3 / sd, raw slope = 3 / sd^2 / (3 + alpha) = 1; mean of y 7/3, of x 2.
  const model = fitRidgeCv(featureMatrix(['x'], [[1], [2], [3]]), [1, 2, 4], {
    alphas: [1.5],
    folds: 3,
    nonNegative: false,
  });
  expect(model.coefficients[0]).toBeCloseTo(1, 12);
  expect(model.intercept).toBeCloseTo(1 / 3, 12);
  expect(model.alpha).toBe(1.5);
});

it('has coefficients and fold errors of scikit-learn on standardised columns, and takes the best strength', () => {
  const table = featureMatrix(['a', 'b'], [[1, 2], [2, 1], [3, 5], [4, 3], [5, 8], [6, 2]]); // prettier-ignore
  const model = fitRidgeCv(table, [1, 2, 2.5, 4, 5.5, 5], { alphas: [0.1, 1, 10], folds: 3, nonNegative: false });
  // make_pipeline(StandardScaler(), Ridge(alpha)) of scikit-learn 1.9.1, cross_val_score with KFold(3).
  [0.722072153189189, 0.4783412815878869, 2.7327822948353977].forEach((error, index) =>
    expect(model.errors[index]!.meanSquaredError).toBeCloseTo(error, 8),
  );
  expect(model.alpha).toBe(1);
  [0.71581509, 0.14583599].forEach((value, column) => expect(model.coefficients[column]).toBeCloseTo(value, 8));
  expect(model.intercept).toBeCloseTo(0.3175545503014132, 8);
});

it('takes a large strength for noise and a small one for a line', () => {
  const rows = Array.from({ length: 40 }, (_, row) => [row, (row * 17) % 11]);
  const table = featureMatrix(['a', 'b'], rows);
  const alphas = [0.001, 1000];
  const line = rows.map(([a, b]) => 3 * a! - b! + 2);
  expect(fitRidgeCv(table, line, { alphas, folds: 5, nonNegative: false }).alpha).toBe(0.001);
  const stream = randomStream(1, 'test.ridge');
  const noise = rows.map(() => stream.normal());
  expect(fitRidgeCv(table, noise, { alphas, folds: 5, nonNegative: false }).alpha).toBe(1000);
});

it('does not depend on the unit of a column, replaces missing values by the mean, ignores constant columns', () => {
  const rows = [[1, 7, 5], [2, 7, 3], [NaN, 7, 8], [4, 7, 1], [6, 7, 2]]; // prettier-ignore
  const target = [1, 3, 2, 5, 6];
  const options = { alphas: [1], folds: 2, nonNegative: false };
  const model = fitRidgeCv(featureMatrix(['a', 'same', 'b'], rows), target, options);
  const scaled = fitRidgeCv(featureMatrix(['a', 'same', 'b'], rows.map(([a, s, b]) => [a! * 1024, s!, b!])), target, options); // prettier-ignore
  expect(scaled.coefficients[0]! * 1024).toBeCloseTo(model.coefficients[0]!, 10);
  expect(model.coefficients[1]).toBe(0);
  const [missing, atMean] = predictRidge(model, featureMatrix(['a', 'same', 'b'], [[NaN, 7, 5], [3.25, 7, 5]])); // prettier-ignore
  expect(missing).toBe(atMean);
});

it('a constant target is its own prediction', () => {
  const model = fitRidgeCv(featureMatrix(['x'], [[1], [2], [3]]), [4, 4, 4], {
    alphas: [1],
    folds: 3,
    nonNegative: false,
  });
  expect(model).toMatchObject({ intercept: 4, coefficients: [0] });
});

it('refuses strengths of 0 and more folds than rows', () => {
  const table = featureMatrix(['x'], [[1], [2], [3]]);
  expect(() => fitRidgeCv(table, [1, 2, 3], { alphas: [0], folds: 3, nonNegative: false })).toThrow(TabularOptionError);
  expect(() => fitRidgeCv(table, [1, 2, 3], { alphas: [], folds: 3, nonNegative: false })).toThrow('alphas is empty');
  expect(() => fitRidgeCv(table, [1, 2, 3], { alphas: [1], folds: 4, nonNegative: false })).toThrow('folds is 4');
});

it('leaves a column out whose coefficient would be negative, when it may not be', () => {
  const rows = [[1, 2], [2, 2.5], [3, 5], [4, 5.5], [5, 8], [6, 7]]; // prettier-ignore
  const target = rows.map(([a, b]) => 3 * a! - b!);
  const options = { alphas: [0.1], folds: 3, nonNegative: false };
  const table = featureMatrix(['a', 'b'], rows);
  expect(fitRidgeCv(table, target, options).coefficients[1]).toBeLessThan(0);
  const model = fitRidgeCv(table, target, { ...options, nonNegative: true });
  const alone = fitRidgeCv(featureMatrix(['a'], rows.map(([a]) => [a!])), target, options); // prettier-ignore
  expect(model.coefficients[1]).toBe(0);
  expect(model.coefficients[0]).toBeCloseTo(alone.coefficients[0]!, 12);
  expect(model.intercept).toBeCloseTo(alone.intercept, 12);
});
