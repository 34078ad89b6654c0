import { request, type IncomingMessage } from 'node:http'
import { controlPath } from './control-path.ts'

/** Asks the server that has a data folder open; fails when none listens. */
export async function askControl(dataFolder: string, path: '/backup'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ socketPath: controlPath(dataFolder), path, agent: false }, (response) => {
      if (response.statusCode === 200) resolve(response)
      else reject(new Error(`The running server answers ${response.statusCode}: it is another version of Dosis`))
    })
      .on('error', reject)
      .end()
  })
}
