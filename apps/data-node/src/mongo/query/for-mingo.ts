/**
 * An operator table as mingo's types want it: they make one signature of all operators of a kind, which no function has.
 */
export const forMingo = <T>(operators: object): T => operators as T;
