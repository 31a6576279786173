// The one way to the service. Every request of the desk passes here: its language
// is stated, an ended session makes it wait for the person to sign in again, and a
// lost connection is told apart from an answer.
import { ConnectionLost, lost } from './connection';
import { renewed } from './session';

let language = 'es';

/** speak sets the language in which the service answers. */
export function speak(tag: string) {
  language = tag;
}

/** Requests for which "not signed in" is an answer like any other. */
const anonymous = ['/api/v1/session', '/api/v1/service'];

export async function reach(input: Request): Promise<Response> {
  const path = new URL(input.url).pathname;
  for (;;) {
    const request = input.clone();
    request.headers.set('Accept-Language', language);
    let answer: Response;
    try {
      answer = await fetch(request);
    } catch (error) {
      if (input.signal.aborted) throw error;
      lost();
      throw new ConnectionLost();
    }
    if (answer.status !== 401 || anonymous.includes(path)) return answer;
    await renewed();
  }
}
