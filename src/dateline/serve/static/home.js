// Where the addresses of the page begin: at the root or, in a snapshot, behind its name.
export const PREFIX = /^\/@[^/]+/.exec(location.pathname)?.[0] ?? "";

/** An address of the page in the record, or the snapshot, that is shown. */
export const way = (path) => PREFIX + path;
