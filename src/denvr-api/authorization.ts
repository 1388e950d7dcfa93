import { SnapshotServiceError } from '../domain/errors.ts';
import { type Clock, MINUTE_MS } from '../domain/time.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import { CallError } from './call-error.ts';
import { isRecord } from './response-content.ts';
import type { ApiCall, Transport } from './transport.ts';

/** How the action proves who it is. */
export type Credentials =
  | { readonly kind: 'api-key'; readonly apiKey: string }
  | { readonly kind: 'login'; readonly username: string; readonly password: string };

type Login = Extract<Credentials, { readonly kind: 'login' }>;

/** How calls say who sends them. */
export interface Authorization {
  /**
   * The value of the `Authorization` header for an attempt; null sends none. Logs in where that is needed.
   *
   * @throws SnapshotServiceError without a login: the call itself has not been sent then
   */
  header(options: CallOptions): Promise<string | null>;
  /** Gives up a header that was refused (401); answers whether another one can be had. */
  renew(refused: string | null): boolean;
  /** What to say where the server refuses all that can be had. */
  readonly refusal: string;
}

/** For calls that need no credentials, such as a login. */
export const NO_AUTHORIZATION = authorizeAlways(null, '');

/** The same words every time, so a refusal is final. */
export function authorizeByKey(apiKey: string): Authorization {
  return authorizeAlways(
    `ApiKey ${apiKey}`,
    'The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.',
  );
}

function authorizeAlways(header: string | null, refusal: string): Authorization {
  return { header: async () => header, renew: () => false, refusal };
}

const AUTHENTICATE_PATH = '/api/TokenAuth/Authenticate';

/** A token is given up this long before its end, or after four fifths of a short life. */
const RENEWED_BEFORE_END_MS = MINUTE_MS;
const SHARE_OF_LIFE_USED = 0.8;

/**
 * How many logins in a row may be refused. A wrong password stays wrong, and trying it again and again would lock the
 * account; but once a login has worked, one refusal may pass.
 */
const MAX_REFUSALS_OF_A_LOGIN_THAT_WORKED = 2;

interface Token {
  readonly header: string;
  readonly renewAtMs: number;
}

/**
 * A token from a user name and a password: logs in before the first call, shortly before a token ends, and when a token
 * is refused. The vendor's refresh call is not used, since its description and its SDKs disagree about it.
 */
export class LoginAuthorization implements Authorization {
  readonly refusal = 'A fresh login was refused too: check the account behind username and password.';
  readonly #login: Login;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #keepSecret: (secret: string) => void;
  /** The token, or the login that is under way for all calls at once. */
  #token: Promise<Token> | null = null;
  /** Of the call that began the last login, which ends with it. */
  #deadlineMs = Number.POSITIVE_INFINITY;
  /** The header of the token, once there is one. */
  #current: string | null = null;
  #everLoggedIn = false;
  #refusalsInARow = 0;

  /** @param keepSecret is told every token before it is used, so that it can be masked */
  constructor(login: Login, transport: Transport, clock: Clock, keepSecret: (secret: string) => void) {
    this.#login = login;
    this.#transport = transport;
    this.#clock = clock;
    this.#keepSecret = keepSecret;
  }

  async header(options: CallOptions): Promise<string> {
    const current = this.#token === null ? null : await this.#shared(this.#token, options);
    if (current !== null && this.#clock.elapsedMs() < current.renewAtMs) return current.header;
    if (current !== null) this.renew(current.header);
    this.#token ??= this.#logIn(options);
    return (await this.#token).header;
  }

  /** The token that another call has or gets; null if that fails, and this call has more time to try it itself. */
  async #shared(token: Promise<Token>, { deadlineMs = Number.POSITIVE_INFINITY }: CallOptions) {
    const hasMoreTime = deadlineMs > this.#deadlineMs;
    try {
      return await token;
    } catch (error) {
      // What is kept is final.
      if (this.#token === token || !hasMoreTime) throw error;
      return null;
    }
  }

  /** Several calls may find the same token refused; the first one gives it up, and meanwhile another may log in. */
  renew(refused: string | null): boolean {
    if (refused === this.#current) {
      this.#token = null;
      this.#current = null;
    }
    return true;
  }

  async #logIn(options: CallOptions): Promise<Token> {
    this.#deadlineMs = options.deadlineMs ?? Number.POSITIVE_INFINITY;
    try {
      const token = await this.#requestToken(options);
      this.#everLoggedIn = true;
      this.#refusalsInARow = 0;
      this.#current = token.header;
      return token;
    } catch (cause) {
      const error = this.#loginError(cause);
      // A proxy or a certificate that stands in the way has shown the server no password.
      const isAnswered = !(cause instanceof CallError) || cause.response !== null;
      const isRefused = isAnswered && error instanceof SnapshotServiceError && error.kind === 'denied';
      this.#refusalsInARow += isRefused ? 1 : 0;
      const maxRefusals = this.#everLoggedIn ? MAX_REFUSALS_OF_A_LOGIN_THAT_WORKED : 1;
      // What is kept is what every later call ends with.
      if (this.#refusalsInARow < maxRefusals) this.#token = null;
      throw error;
    }
  }

  async #requestToken(options: CallOptions): Promise<Token> {
    const startedMs = this.#clock.elapsedMs();
    const call: ApiCall<unknown> = {
      method: 'POST',
      path: AUTHENTICATE_PATH,
      body: { userNameOrEmailAddress: this.#login.username, password: this.#login.password },
      repeatable: true,
      holdsSecrets: true,
      interpret: (response) => (response.ok ? { ok: true, value: response.result } : response),
    };
    const result = await this.#transport.send(call, NO_AUTHORIZATION, options);
    return this.#readToken(result, startedMs);
  }

  #readToken(result: unknown, startedMs: number): Token {
    const { accessToken, refreshToken, expireInSeconds, requiresTwoFactorVerification } = isRecord(result)
      ? result
      : {};
    if (requiresTwoFactorVerification === true) {
      throw new SnapshotServiceError(
        'denied',
        'This account needs a second factor, which an action cannot enter: use an API key (api-key) instead.',
      );
    }
    if (typeof accessToken !== 'string' || accessToken === '' || /[^\x21-\x7e]/.test(accessToken)) {
      throw new SnapshotServiceError('unreadable', 'The answer to the login holds no access token.');
    }
    for (const secret of [accessToken, refreshToken])
      if (typeof secret === 'string' && secret !== '') this.#keepSecret(secret);
    const lifeMs = typeof expireInSeconds === 'number' ? expireInSeconds * 1000 : Number.POSITIVE_INFINITY;
    const usedMs = Math.max(lifeMs - RENEWED_BEFORE_END_MS, lifeMs * SHARE_OF_LIFE_USED);
    return { header: `Bearer ${accessToken}`, renewAtMs: startedMs + usedMs };
  }

  /**
   * The error of a login that has had all its attempts: the call that needed it must not try it again, and has not been
   * sent itself. The vendor's servers refuse a wrong password with a 500 too; once it has worked, that may pass.
   */
  #loginError(error: unknown): unknown {
    if (!(error instanceof CallError)) return error;
    const status = error.response?.status ?? 0;
    const isRefusal = error.response !== null && (error.kind === 'rejected' || error.kind === 'denied');
    const isOfGateway = error.response?.origin === 'gateway';
    const isFinal = isRefusal && (!this.#everLoggedIn || (status < 500 && !isOfGateway));
    const hint = isRefusal ? ' Check username and password (or DENVR_USERNAME and DENVR_PASSWORD).' : '';
    return new SnapshotServiceError(
      isFinal ? 'denied' : error.kind,
      `The login failed. ${error.message}${hint}`,
    );
  }
}
