import { spawnSync } from 'node:child_process'
import { largeNetworkResultInR, prepareInR, type Task } from './tasks.ts'

/** What R did in this run. */
export interface PeerTimes {
  /** R itself and the packages that are there, with their versions. */
  readonly versions: ReadonlyMap<string, string>
  /** Median milliseconds per task by its name; absent when the package is not there or refused. */
  readonly times: ReadonlyMap<string, number>
  /** tau² and the first pair of the network of 30 × 200. */
  readonly largeNetwork: readonly number[]
}

/** Runs the tasks in R; undefined when R or metafor is not there. */
export function timesInR(tasks: readonly Task[]): PeerTimes | undefined {
  const script = `
packages <- c("metafor", "meta", "netmeta")
has <- sapply(packages, requireNamespace, quietly=TRUE)
if (!has["metafor"]) quit(status=1)
for (package in packages[has]) suppressMessages(library(package, character.only=TRUE))
cat("version\\tR\\t", as.character(getRversion()), "\\n", sep="")
for (package in packages[has]) cat("version\\t", package, "\\t", as.character(packageVersion(package)), "\\n", sep="")
${prepareInR()}
# Median milliseconds over nine series of at least 50 ms (at most nine calls of slow work), after a first call.
time <- function(f) {
  once <- system.time(f())[["elapsed"]]
  inner <- max(1, ceiling(0.05 / max(once, 1e-3)))
  1000 * median(sapply(1:9, function(i) { start <- Sys.time(); for (j in 1:inner) f(); as.numeric(Sys.time() - start, units="secs") / inner }))
}
try.time <- function(index, package, f) {
  if (!has[package]) return()
  median <- tryCatch(time(f), error=function(e) NA)
  if (!is.na(median)) cat("time\\t", index, "\\t", median, "\\n", sep="")
}
${tasks.map(({ peer, r }, index) => `try.time(${index}, "${peer}", function() ${r})`).join('\n')}
fit30 <- ${'rma.mv(net.yi, net.V, mods=net.X, intercept=FALSE, random=~arm|study, struct="CS", rho=0.5)'}
cat("network\\t", ${largeNetworkResultInR}, "\\n", sep="")`
  const { status, stdout } = spawnSync('Rscript', ['--vanilla', '-'], { input: script, encoding: 'utf8' })
  if (status !== 0) return undefined
  const lines = stdout.split('\n').map((line) => line.split('\t'))
  const of = (kind: string) => lines.filter(([first]) => first === kind)
  return {
    versions: new Map(of('version').map(([, name = '', version = '']) => [name, version])),
    times: new Map(of('time').map(([, index, time]) => [tasks[Number(index)]?.name ?? '', Number(time)])),
    largeNetwork: (of('network')[0]?.[1] ?? '').split(' ').map(Number),
  }
}
