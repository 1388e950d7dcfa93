/** `envelope` wraps results and errors as ASP.NET Boilerplate does; `bare` is what the OpenAPI description shows. */
export type AnswerShape = 'envelope' | 'bare';

/** The content types that the OpenAPI description lists for one and the same JSON. */
export type JsonContentType = 'application/json' | 'text/json' | 'text/plain';

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
export interface Answers {
  success(status: number, result: unknown): Answer;
  /** 200 with a token. Always wrapped: the vendor's Python SDK can read no other. */
  token(result: object): Answer;
  failure(status: number, error: ErrorText): Answer;
  /** 400 with the problems, worded as ASP.NET Boilerplate words them. */
  invalid(problems: readonly ValidationProblem[]): Answer;
  /** 401, the only answer with `unAuthorizedRequest`. */
  unauthorised(): Answer;
  /** Status 200, and yet an error. Always wrapped: the bare shape has no way to say this. */
  successFalse(error: ErrorText): Answer;
}

/** What ASP.NET Boilerplate says about a fault that it did not expect. */
export const INTERNAL_ERROR: ErrorText = { message: 'An internal error occurred during your request!' };

/** The page that a proxy or an expired web session puts in place of an answer. */
export const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n';

/**
 * Builds answers in the given shape.
 *
 * Source of the envelope and of its texts: ASP.NET Boilerplate's `AjaxResponse` and `ErrorInfo`, which the
 * vendor's SDKs unwrap.
 */
export function answersIn(shape: AnswerShape, contentType: JsonContentType): Answers {
  const json = (status: number, value: unknown) => textAnswer(status, contentType, JSON.stringify(value));
  const failure = (status: number, error: ErrorText, unauthorised: boolean) => {
    const info = errorInfo(error);
    return json(status, shape === 'bare' ? info : errorEnvelope(info, unauthorised));
  };
  return {
    success: (status, result) => json(status, shape === 'bare' ? result : resultEnvelope(result)),
    token: (result) => json(200, resultEnvelope(result)),
    failure: (status, error) => failure(status, error, false),
    invalid: (problems) => failure(400, invalidRequest(problems), false),
    unauthorised: () => failure(401, { message: 'Current user did not login to the application!' }, true),
    successFalse: (error) => json(200, errorEnvelope(errorInfo(error), false)),
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
