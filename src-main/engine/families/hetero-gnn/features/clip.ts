/** At most 1: how most counts are brought into the range of the network. */
export const clip = (value: number): number => Math.min(value, 1);

export const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
