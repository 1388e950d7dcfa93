import { type Answer, type Answers, emptyAnswer, textAnswer } from './answers.ts';
import type { NotFoundStyle } from './simulator-options.ts';

// By RFC 9457, under the type that ASP.NET Core gives to a 404.
const PROBLEM_DETAILS = {
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
  title: 'Not Found',
  status: 404,
  traceId: '00-5d1e0c7a94b24f6f8a3b6c2d7e9f1a05-3c8e21f4b7d06a59-00',
};

/** The answer to a request about a snapshot that is missing. */
export function missingAnswer(id: string, style: NotFoundStyle, answers: Answers): Answer {
  switch (style) {
    case 'terraform-500':
      return answers.failure(500, { message: `volumesnapshots.snapshot.storage.k8s.io "${id}" not found` });
    case 'status-404':
      return answers.failure(404, { message: `Snapshot ${id} could not be found.` });
    case 'abp-404':
      return answers.failure(404, {
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
