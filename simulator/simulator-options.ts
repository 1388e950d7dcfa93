import type { AnswerShape, JsonContentType } from './answers.ts';
import type { RecordedRequest } from './api-call.ts';

/** A virtual machine that a snapshot can be taken of. */
export interface VirtualMachine {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * How the API says that a snapshot is missing. The first two are seen at the vendor's: its Terraform provider looks
 * for `"<id>" not found` in an error of any status (here 500), its Go SDK's tests show 404 and `could not be found`.
 * The third is how ASP.NET Boilerplate says it. The others say nothing of a snapshot: 404 without a body, ASP.NET's
 * problem details, and what a gateway says of a path that it doesn't know.
 */
export const NOT_FOUND_STYLES = [
  'terraform-500',
  'status-404',
  'abp-404',
  'empty-404',
  'problem-404',
  'gateway-404',
] as const;

export type NotFoundStyle = (typeof NOT_FOUND_STYLES)[number];

/** The statuses that a locked back end can refuse with. */
export const LOCKED_STATUSES = [409, 423, 500, 503] as const;

export type LockedStatus = (typeof LOCKED_STATUSES)[number];

/** Everything that decides how a simulator behaves. */
export interface SimulatorSettings {
  /** The TCP port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** The key that `Authorization: ApiKey <key>` must carry. */
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
  /** How long a token from `TokenAuth/Authenticate` is good for, in milliseconds. */
  readonly tokenLifetimeMs: number;
  /** Whether the account asks for a second factor, so that a log-in by password gets no token. */
  readonly twoFactor: boolean;
  /** Milliseconds from the creation of a snapshot until it is ready to use, or `never`. */
  readonly readyAfterMs: number | 'never';
  /** Milliseconds for which a created snapshot is still missing from reads. */
  readonly invisibleForMs: number;
  /** Milliseconds for which a deleted snapshot can still be read. */
  readonly deletedVisibleForMs: number;
  /** Milliseconds after an accepted creation or deletion for which every other one is refused. */
  readonly locksForMs: number;
  /** The status of that refusal. */
  readonly lockedStatus: LockedStatus;
  /** Whether answers are wrapped as ASP.NET Boilerplate does it, or are the bare object. */
  readonly answerShape: AnswerShape;
  /** The content type that JSON answers are given. */
  readonly contentType: JsonContentType;
  readonly notFoundStyle: NotFoundStyle;
  /** The clusters there are, at least one; naming another one is refused. */
  readonly clusters: readonly string[];
  /** The namespaces there are; naming another one is refused. */
  readonly namespaces: readonly string[] | 'any';
  /** The virtual machines there are; a snapshot of another one is refused. */
  readonly virtualMachines: readonly VirtualMachine[] | 'any';
  /** Milliseconds that pass before a request is acted on. */
  readonly latencyMs: number;
  /**
   * The clock that readiness, visibility, locks, stale answers, late effects and tokens go by: milliseconds since
   * 1970. Latency is real time.
   */
  readonly now: () => number;
  /**
   * Called when a request to the API has been recorded, before it is acted on and before a fault is chosen for it,
   * so that the world can change between two requests.
   */
  readonly onRequest: (request: RecordedRequest) => void;
}

/** Settings to change; the rest stays as in {@link DEFAULT_SETTINGS}. */
export type SimulatorOptions = Partial<SimulatorSettings>;

/** A quick and well-behaved server; a token lasts the day that is ASP.NET Boilerplate's default. */
export const DEFAULT_SETTINGS: SimulatorSettings = {
  port: 0,
  apiKey: 'test-key',
  username: 'user@example.com',
  password: 'test-password',
  tokenLifetimeMs: 24 * 60 * 60 * 1000,
  twoFactor: false,
  readyAfterMs: 0,
  invisibleForMs: 0,
  deletedVisibleForMs: 0,
  locksForMs: 0,
  lockedStatus: 409,
  answerShape: 'envelope',
  contentType: 'application/json',
  notFoundStyle: 'terraform-500',
  clusters: ['Msc1'],
  namespaces: 'any',
  virtualMachines: 'any',
  latencyMs: 0,
  now: Date.now,
  onRequest: () => undefined,
};
