import { Link } from '@shopify/polaris';

/** What a row of a table is called, and the way to it: the whole row is pressed, and this link is followed. */
export function NameLink({ url, name }: { url: string; name: string }) {
  return (
    <Link url={url} dataPrimaryLink monochrome removeUnderline>
      <span className="row-name">{name}</span>
    </Link>
  );
}
