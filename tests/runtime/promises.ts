// The scripts keep the promises of types.d.ts: read by the type checker only.
State satisfies StateApi;
Host satisfies HostApi;
Progress satisfies ProgressApi;
Video satisfies VideoApi;
