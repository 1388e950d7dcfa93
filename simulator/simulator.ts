import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answersIn } from './answers.ts';
import { type ApiCall, type RecordedRequest, recordOf, requestedId } from './api-call.ts';
import { Authentication } from './authentication.ts';
import { controlAnswer, isControlPath } from './control.ts';
import { type FaultRule, FaultSchedule } from './fault-rules.ts';
import { type DeliveryContext, deliveryOf, LateEffects, whole } from './faulty-delivery.ts';
import { deliver, readCall } from './http-exchange.ts';
import { DEFAULT_SETTINGS, type SimulatorOptions, type SimulatorSettings } from './simulator-options.ts';
import { type SeedSnapshot, type SimulatedSnapshot, SnapshotWorld } from './snapshot-world.ts';
import { VirtualMachines } from './virtual-machines.ts';

/** How many requests there are, and were at most, at the same time. */
export interface Load {
  readonly requests: number;
  readonly requestsAtMost: number;
}

/** A running simulator of the Denvr Cloud snapshot API. */
export interface Simulator {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Every request to the API so far, in the order of arrival; goes on growing. */
  readonly requests: readonly RecordedRequest[];
  load(): Load;
  /**
   * Puts a snapshot into the world as if it had long been there, or since the one before it of that name was gone.
   *
   * @throws if its cluster is not one of the simulator's, or if its name is taken
   */
  addSnapshot(snapshot: SeedSnapshot): void;
  /**
   * Takes a snapshot out of the world as if it had long been gone; without a namespace, those of every namespace.
   *
   * @throws if there is none
   */
  removeSnapshot(id: string, namespace?: string): void;
  /** Every snapshot that exists, whether reads show it or not. */
  snapshots(): readonly SimulatedSnapshot[];
  /** Lets something go wrong with requests to come. */
  scheduleFault(rule: FaultRule): void;
  /** Forgets the scheduled faults. */
  clearFaults(): void;
  /** Stops at once: open connections are cut, and requests under way get no answer. */
  close(): Promise<void>;
}

/**
 * Starts a simulator on 127.0.0.1.
 *
 * @throws if the port can't be listened on
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = { ...DEFAULT_SETTINGS, ...options };
  const parts = partsOf(settings);
  const server = createServer();
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const simulator: Simulator = {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: parts.requests,
    load: () => ({ requests: parts.activeRequests.current, requestsAtMost: parts.activeRequests.most }),
    addSnapshot: (snapshot) => parts.world.add(snapshot, settledAtMs(parts)),
    removeSnapshot: (id, namespace) => parts.world.remove(id, namespace, settledAtMs(parts)),
    snapshots: () => parts.world.all(settledAtMs(parts)),
    scheduleFault: (rule) => parts.faults.schedule(rule),
    clearFaults: () => parts.faults.clear(),
    close: () => stop(server, parts.stopping),
  };
  server.on('request', (request, response) => void answer(request, response, parts, simulator));
  return simulator;
}

/**
 * Does something with a simulator that runs only meanwhile.
 *
 * @throws if the port can't be listened on, and what the work throws
 */
export async function withSimulator<Result>(
  options: SimulatorOptions,
  work: (simulator: Simulator) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator(options);
  try {
    return await work(simulator);
  } finally {
    await simulator.close();
  }
}

interface Parts extends DeliveryContext {
  readonly faults: FaultSchedule;
  readonly requests: RecordedRequest[];
  readonly activeRequests: Gauge;
  readonly stopping: AbortController;
}

function partsOf(settings: SimulatorSettings): Parts {
  return {
    settings,
    answers: answersIn(settings),
    authentication: new Authentication(settings),
    machines: new VirtualMachines(settings),
    world: new SnapshotWorld(settings),
    faults: new FaultSchedule(),
    lateEffects: new LateEffects(),
    requests: [],
    activeRequests: new Gauge(),
    stopping: new AbortController(),
  };
}

/** The time by the simulator's clock, when everything that is due by then has been done. */
function settledAtMs({ settings, lateEffects }: Parts): number {
  const nowMs = settings.now();
  lateEffects.applyDue(nowMs);
  return nowMs;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
  simulator: Simulator,
): Promise<void> {
  try {
    if (isControlPath(request.url ?? '')) {
      const delivery = whole(controlAnswer(await readCall(request), simulator));
      await deliver(delivery, response, parts.stopping.signal);
      return;
    }
    response.once('close', parts.activeRequests.enter());
    await answerApiCall(await readCall(request), response, parts);
  } catch (error) {
    answerFailure(error, response);
  }
}

async function answerApiCall(call: ApiCall, response: ServerResponse, parts: Parts): Promise<void> {
  const { faults, requests, settings, stopping } = parts;
  const request = recordOf(call, settings.now());
  requests.push(request);
  settings.onRequest(request);
  const fault = faults.take(call.operation, requestedId(request));
  const delayMs = settings.latencyMs + (fault?.kind === 'delay' ? fault.delayMs : 0);
  if (delayMs > 0) await wait(delayMs, undefined, { signal: stopping.signal });
  const delivery = deliveryOf(call, fault, parts, settledAtMs(parts));
  if (response.destroyed) return;
  if ('answer' in delivery) request.status = delivery.answer.status;
  await deliver(delivery, response, stopping.signal);
}

// A client that breaks off and a stop on request end here too; there is nobody left to answer then.
function answerFailure(error: unknown, response: ServerResponse): void {
  if (response.socket === null || response.socket.destroyed || response.headersSent) return;
  response.writeHead(500, { 'content-type': 'text/plain' }).end(`The simulator failed: ${error}\n`);
}

async function stop(server: Server, stopping: AbortController): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  stopping.abort();
  await closed;
}

/** Counts what is going on at a time, and how much it was at most. */
class Gauge {
  current = 0;
  most = 0;

  /** @returns what to call when it is over */
  enter(): () => void {
    this.current += 1;
    this.most = Math.max(this.most, this.current);
    return () => {
      this.current -= 1;
    };
  }
}
