import fc from 'fast-check';

/**
 * Properties are tried on the same inputs in every run: a failure is one of the program, not of the day.
 * `PROPERTY_SEED=n` tries others; `npm run fuzz` is the search that goes on.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) });

export default fc;
