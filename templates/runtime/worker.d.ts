// What the build writes above the service worker of a website; read by the type checker, not part of a package.

/** The files that are kept before the worker begins, and those that come later: the SHA-256 of each, in base64. */
declare const FILES: Record<string, string>;
declare const MEDIA: Record<string, string>;
/** The name under which they are kept, one for each course. */
declare const CACHE: string;
