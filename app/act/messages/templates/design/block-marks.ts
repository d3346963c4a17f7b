// In a preview comments tell where each block begins and ends; nothing else of it differs from what goes out.

const MARKS = /<!--\/?block:[a-z0-9-]{1,40}-->\n?/g;

export const blockBegins = (id: string) => `<!--block:${id}-->`;
export const blockEnds = (id: string) => `<!--/block:${id}-->`;

export const withoutBlockMarks = (html: string) => html.replace(MARKS, '');
