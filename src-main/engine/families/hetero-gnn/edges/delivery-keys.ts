/**
 * What decides the edges between the balls of one innings of n deliveries. People are by their position in the archive and
 * not by vocabulary id: two people that training never saw stay two people.
 */
export interface DeliveryKeys {
  readonly length: number;
  readonly striker: ArrayLike<number>;
  readonly nonStriker: ArrayLike<number>;
  readonly bowler: ArrayLike<number>;
  readonly over: ArrayLike<number>;
  /** Position of the delivery within its over, illegal ones counted, from 0. */
  readonly positionInOver: ArrayLike<number>;
}
