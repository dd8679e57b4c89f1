/** Whether something can be used on this machine, and if not, why and how to get it. */
export type Availability =
  | { readonly available: true }
  | {
      readonly available: false;
      /** Clause that completes "not available here: ...". */
      readonly reason: string;
      /** A sentence with the command to type, or with what else to choose. */
      readonly command: string;
    };
