/**
 * What is left of JSON of unknown shape once its members and types have been checked: every member may be missing,
 * an item that was of a wrong type is `undefined`, and what is there has the type that ECS gives it.
 */
export type Clean<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer E)[]
    ? readonly (Clean<E> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: Clean<NonNullable<T[K]>> | undefined }
      : T;
