export { replayStored } from './decision/replay-stored.ts'
export { createServer, type ServerOptions } from './server.ts'
export { type RunningServer, type StartOptions, startServer } from './start.ts'
export { StartRefused } from './start-refused.ts'
