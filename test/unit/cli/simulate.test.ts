import { expect, it } from 'vitest';
import { SimulateOptionError, simulationRequest } from '../../../src-main/cli/commands/simulate';

const options = { match: '1410472', innings: '2', from: '61', simulations: '200', seed: '1' };

it('counts deliveries from 1, as people do', () => {
  expect(simulationRequest(options)).toEqual({
    match: '1410472',
    innings: 2,
    delivery: 60,
    simulations: 200,
    seed: 1,
  });
});

it.each([
  [{ from: '1' }, '--from has "1". Give a whole number from 2 to 1000.'],
  [{ innings: '0' }, '--innings has "0". Give a whole number from 1 to 100.'],
  [{ simulations: '5001' }, '--simulations has "5001". Give a whole number from 1 to 5000.'],
  [{ seed: '-1' }, '--seed has "-1". Give a whole number from 0 to 4294967295.'],
  [{ from: '6.5' }, '--from has "6.5". Give a whole number from 2 to 1000.'],
])('refuses %o and says what it takes', (change, words) => {
  const error = (() => {
    try {
      return simulationRequest({ ...options, ...change });
    } catch (reason) {
      return reason;
    }
  })();
  expect(error).toBeInstanceOf(SimulateOptionError);
  const { message, nextStep } = error as SimulateOptionError;
  expect(`${message} ${nextStep}`).toBe(words);
});
