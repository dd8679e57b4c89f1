import { makeTerritoryMap, type TerritoryMap } from './territory-map';

/** Maps by seed, each made once; the one that was asked for longest ago goes when there are more than `capacity`. */
export class MapPool {
  private readonly maps = new Map<number, TerritoryMap>();

  constructor(private readonly capacity: number) {}

  /** @returns the map of a seed, shared: do not write to it */
  map(seed: number): TerritoryMap {
    const map = this.maps.get(seed) ?? makeTerritoryMap(seed);
    this.maps.delete(seed);
    this.maps.set(seed, map);
    if (this.maps.size > this.capacity) this.maps.delete(this.maps.keys().next().value!);
    return map;
  }
}
