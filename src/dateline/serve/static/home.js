// Where the addresses of the page begin: nowhere, or at the snapshot that is shown.
export const HOME = /^\/@[^/]+/.exec(location.pathname)?.[0] ?? "";
