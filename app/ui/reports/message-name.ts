import type { MessageName } from '../../learn/reports/message-name.ts';
import { useSubjectName } from './subject-name.ts';

/** What a message is called, in words. */
export function useMessageName() {
  const nameOf = useSubjectName();
  return ({ subject, template, templateName }: MessageName): string =>
    subject ?? nameOf('template', template, templateName);
}
