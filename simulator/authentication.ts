import { randomUUID } from 'node:crypto';
import type { SimulatorSettings } from './simulator-options.ts';

/** Decides who is logged in. What it answers has the field names that the vendor's SDKs read. */
export class Authentication {
  readonly #settings: SimulatorSettings;
  readonly #tokenEndsAtMs = new Map<string, number>();
  readonly #refreshTokens = new Set<string>();

  constructor(settings: SimulatorSettings) {
    this.#settings = settings;
  }

  /** Whether an `Authorization` header carries the API key, or a token that is still good. */
  accepts(authorization: string | null): boolean {
    if (authorization === `ApiKey ${this.#settings.apiKey}`) return true;
    const token = authorization?.match(/^Bearer (.+)$/)?.[1];
    const endsAtMs = token === undefined ? undefined : this.#tokenEndsAtMs.get(token);
    return endsAtMs !== undefined && this.#settings.now() < endsAtMs;
  }

  /** Logs in by password; null if the user name or the password is wrong. */
  logIn(username: string, password: string): object | null {
    if (username !== this.#settings.username || password !== this.#settings.password) return null;
    return this.#settings.twoFactor ? SECOND_FACTOR_WANTED : this.#newToken();
  }

  /** A new access token for a refresh token; null if that was never handed out. */
  refresh(refreshToken: string): object | null {
    return this.#refreshTokens.has(refreshToken) ? this.#newAccessToken() : null;
  }

  /** Ends every token that was handed out; a new log-in gets a good one. */
  endAllTokens(): void {
    this.#tokenEndsAtMs.clear();
  }

  #newAccessToken(): object {
    const accessToken = randomUUID();
    const { tokenLifetimeMs } = this.#settings;
    this.#tokenEndsAtMs.set(accessToken, this.#settings.now() + tokenLifetimeMs);
    return { accessToken, expireInSeconds: Math.floor(tokenLifetimeMs / 1000) };
  }

  #newToken(): object {
    const refreshToken = randomUUID();
    this.#refreshTokens.add(refreshToken);
    return {
      ...this.#newAccessToken(),
      refreshToken,
      refreshTokenExpireInSeconds: 365 * 24 * 60 * 60,
      requiresTwoFactorVerification: false,
    };
  }
}

const SECOND_FACTOR_WANTED = {
  accessToken: null,
  expireInSeconds: 0,
  refreshToken: null,
  refreshTokenExpireInSeconds: 0,
  requiresTwoFactorVerification: true,
};
