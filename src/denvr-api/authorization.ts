import type { Clock } from '../domain/clock.ts';
import { SnapshotServiceError } from '../domain/errors.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import type { Credentials } from './credentials.ts';
import { type ApiCall, type CallAnswer, CallError, type Transport } from './transport.ts';

/** Sends calls as somebody. */
export interface AuthorizedTransport {
  /**
   * Sends a call with credentials, and logs in before where that is needed.
   *
   * @throws CallError after the last try
   * @throws SnapshotServiceError of another kind if there was no login, no time, or the credentials were refused: the
   * server did not act then
   */
  send<Value>(call: ApiCall<Value>, options: CallOptions): Promise<CallAnswer<Value>>;
}

const AUTHENTICATE_PATH = '/api/TokenAuth/Authenticate';

/** A token is given up this long before its end, or after four fifths of a short life. */
const RENEWED_BEFORE_END_MS = 60_000;
const SHARE_OF_LIFE_USED = 0.8;

/** Sends each call with an API key: the same words every time, so a refusal is final. */
export function authorizeByKey(apiKey: string, transport: Transport): AuthorizedTransport {
  return {
    async send(call, options) {
      try {
        return await transport.send(call, async () => `ApiKey ${apiKey}`, options);
      } catch (error) {
        throw withHint(
          error,
          'The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.',
        );
      }
    },
  };
}

interface Token {
  readonly header: string;
  readonly renewAtMs: number;
}

/**
 * Sends each call with a token: logs in before the first call, shortly before a token ends, and when a token is
 * refused. The vendor's refresh call is not used, since its description and its SDKs disagree about it.
 */
export class LoginAuthorization implements AuthorizedTransport {
  readonly #login: Credentials & { readonly kind: 'login' };
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #keepSecret: (secret: string) => void;
  #token: Promise<Token> | null = null;
  #everLoggedIn = false;

  /** @param keepSecret is told every token before it is used, so that it can be masked */
  constructor(
    login: Credentials & { readonly kind: 'login' },
    transport: Transport,
    clock: Clock,
    keepSecret: (secret: string) => void,
  ) {
    this.#login = login;
    this.#transport = transport;
    this.#clock = clock;
    this.#keepSecret = keepSecret;
  }

  async send<Value>(call: ApiCall<Value>, options: CallOptions): Promise<CallAnswer<Value>> {
    let lastUsed: Token | null = null;
    let earlierTryMayHaveWorked = false;
    const authorization = async () => {
      lastUsed = await this.#validToken(options);
      return lastUsed.header;
    };
    try {
      return await this.#transport.send(call, authorization, options);
    } catch (error) {
      if (!isUnauthorized(error) || lastUsed === null) throw error;
      earlierTryMayHaveWorked = error.earlierTryMayHaveWorked;
      await this.#forget(lastUsed);
    }
    try {
      const answer = await this.#transport.send(call, authorization, options);
      return {
        ...answer,
        earlierTryMayHaveWorked: earlierTryMayHaveWorked || answer.earlierTryMayHaveWorked,
      };
    } catch (error) {
      throw withHint(error, 'A fresh login was refused too: check the account behind username and password.');
    }
  }

  async #validToken(options: CallOptions): Promise<Token> {
    const current = this.#token === null ? null : await this.#token;
    if (current !== null && this.#clock.elapsedMs() < current.renewAtMs) return current;
    if (current !== null) await this.#forget(current);
    this.#token ??= this.#logIn(options);
    return this.#token;
  }

  /** Several calls may find the same token refused; the first one gives it up. */
  async #forget(refused: Token): Promise<void> {
    const login = this.#token;
    const current = login === null ? null : await login.catch(() => null);
    // Meanwhile another call may have logged in.
    if (current === refused && this.#token === login) this.#token = null;
  }

  async #logIn(options: CallOptions): Promise<Token> {
    try {
      const token = await this.#requestToken(options);
      this.#everLoggedIn = true;
      return token;
    } catch (error) {
      // A wrong password stays wrong, and trying it again and again would lock the account; what passes may pass.
      if (!(error instanceof SnapshotServiceError && error.fault === 'denied')) this.#token = null;
      throw error;
    }
  }

  async #requestToken(options: CallOptions): Promise<Token> {
    const startedMs = this.#clock.elapsedMs();
    const { value } = await this.#transport
      .send(
        {
          method: 'POST',
          path: AUTHENTICATE_PATH,
          body: { userNameOrEmailAddress: this.#login.username, password: this.#login.password },
          repeatable: true,
          interpret: (answer) => (answer.ok ? { ok: true, value: answer.result } : answer),
        },
        async () => null,
        options,
      )
      .catch((error) => {
        throw this.#loginError(error);
      });
    return this.#readToken(value, startedMs);
  }

  #readToken(result: unknown, startedMs: number): Token {
    const { accessToken, refreshToken, expireInSeconds, requiresTwoFactorVerification } = (result ??
      {}) as Record<string, unknown>;
    if (requiresTwoFactorVerification === true) {
      throw new SnapshotServiceError(
        'denied',
        'This account asks for a second factor, which an action cannot give: use an API key (api-key) instead.',
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
   * The error of a login that has had all its tries: the call that needed it must not try it again, and has not been
   * sent itself. The vendor's servers refuse a wrong password with a 500 too; once it has worked, that may pass.
   */
  #loginError(error: unknown): unknown {
    if (!(error instanceof CallError)) return error;
    const isRefusal = error.fault === 'refused' || error.fault === 'denied';
    const isFinal = isRefusal && (!this.#everLoggedIn || (error.answered?.status ?? 0) < 500);
    const hint = isRefusal ? ' Check username and password (or DENVR_USERNAME and DENVR_PASSWORD).' : '';
    return new SnapshotServiceError(
      isFinal ? 'denied' : error.fault,
      `The login failed. ${error.message}${hint}`,
    );
  }
}

function withHint(error: unknown, hint: string): unknown {
  return isUnauthorized(error) ? new SnapshotServiceError('denied', `${error.message} ${hint}`) : error;
}

function isUnauthorized(error: unknown): error is CallError {
  return error instanceof CallError && error.answered?.status === 401;
}
