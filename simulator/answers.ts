import type { SimulatorSettings } from './simulator-options.ts';

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One thing wrong with a request, in the form of ASP.NET Boilerplate. */
export interface ValidationProblem {
  readonly message: string;
  /** The fields or query parameters concerned. */
  readonly members: readonly string[];
}

/** What an error answer says. */
export interface ErrorText {
  readonly message: string;
  readonly details?: string;
  readonly validationErrors?: readonly ValidationProblem[];
}

/** Builds the API's answers in one shape and content type. */
export type Answers = ReturnType<typeof answersIn>;

/** What ASP.NET Boilerplate says about a fault that it did not expect. */
export const INTERNAL_ERROR: ErrorText = { message: 'An internal error occurred during your request!' };

/** The page that a proxy or an expired web session puts in place of an answer. */
export const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n';

// By RFC 9457, under the type that ASP.NET Core gives to a 404.
const PROBLEM_DETAILS = {
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
  title: 'Not Found',
  status: 404,
  traceId: '00-5d1e0c7a94b24f6f8a3b6c2d7e9f1a05-3c8e21f4b7d06a59-00',
};

/**
 * Builds answers as the settings have them.
 *
 * Source of the envelope and of its texts: ASP.NET Boilerplate's `AjaxResponse` and `ErrorInfo`, which the
 * vendor's SDKs unwrap.
 */
export function answersIn(settings: SimulatorSettings) {
  const isBare = settings.answerShape === 'bare';
  const json = (status: number, value: unknown) =>
    textAnswer(status, settings.contentType, JSON.stringify(value));
  const failure = (status: number, error: ErrorText, unauthorised = false) => {
    const info = errorInfo(error);
    return json(status, isBare ? info : errorEnvelope(info, unauthorised));
  };
  return {
    success: (status: number, result: unknown) => json(status, isBare ? result : resultEnvelope(result)),
    /** 200 with a token. Always wrapped: the vendor's Python SDK can read no other. */
    token: (result: object) => json(200, resultEnvelope(result)),
    failure: (status: number, error: ErrorText) => failure(status, error),
    /** 400 with the problems, worded as ASP.NET Boilerplate words them. */
    invalid: (problems: readonly ValidationProblem[]) => failure(400, invalidRequest(problems)),
    /** 401, the only answer with `unAuthorizedRequest`. */
    unauthorised: () => failure(401, { message: 'Current user did not login to the application!' }, true),
    /** 500 with a telling message, which is what the vendor's commit logs tell of its server. */
    refused: (message: string) => failure(500, { message }),
    /** That another creation or deletion is under way. */
    locked: () =>
      failure(settings.lockedStatus, {
        message: 'Another operation is in progress on the volume, try again later.',
      }),
    /** That there is no such snapshot. */
    missing: (id: string) => missingAnswer(id, settings.notFoundStyle, failure),
    /** Status 200, and yet an error. Always wrapped: the bare shape has no way to say this. */
    successFalse: (error: ErrorText) => json(200, errorEnvelope(errorInfo(error), false)),
  };
}

/** An answer without a body. */
export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: '' };
}

/** An answer with a text and its content type. */
export function textAnswer(status: number, contentType: string, text: string): Answer {
  return { status, headers: { 'content-type': `${contentType}; charset=utf-8` }, body: text };
}

function resultEnvelope(result: unknown): object {
  return { result, targetUrl: null, success: true, error: null, unAuthorizedRequest: false, __abp: true };
}

function errorEnvelope(error: object, unAuthorizedRequest: boolean): object {
  return { result: null, targetUrl: null, success: false, error, unAuthorizedRequest, __abp: true };
}

function errorInfo({ message, details, validationErrors }: ErrorText): object {
  return { code: 0, message, details: details ?? null, validationErrors: validationErrors ?? null };
}

function invalidRequest(problems: readonly ValidationProblem[]): ErrorText {
  const lines = problems.map(({ message }) => ` - ${message}\r\n`);
  return {
    message: 'Your request is not valid!',
    details: `The following errors were detected during validation.\r\n${lines.join('')}`,
    validationErrors: problems,
  };
}

function missingAnswer(
  id: string,
  style: SimulatorSettings['notFoundStyle'],
  failure: (status: number, error: ErrorText) => Answer,
): Answer {
  switch (style) {
    case 'terraform-500':
      return failure(500, { message: `volumesnapshots.snapshot.storage.k8s.io "${id}" not found` });
    case 'status-404':
      return failure(404, { message: `Snapshot ${id} could not be found.` });
    case 'abp-404':
      return failure(404, {
        message: `There is no such an entity. Entity type: Denvr.Snapshots.Snapshot, id: ${id}`,
      });
    case 'empty-404':
      return emptyAnswer(404);
    case 'problem-404':
      return textAnswer(404, 'application/problem+json', JSON.stringify(PROBLEM_DETAILS));
    case 'gateway-404':
      return textAnswer(404, 'application/json', '{"message":"no Route matched with those values"}');
  }
}
