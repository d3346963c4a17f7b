import { BlockStack, Box, Button, Card, Text } from '@shopify/polaris';

/** Nothing here yet: a picture, one sentence, and the button that fills the page. */
export function EmptyCard(props: {
  title: string;
  text: string;
  action?: { content: string; url?: string; onAction?: () => void };
}) {
  const { action } = props;
  return (
    <Card>
      <Box paddingBlock="800">
        <BlockStack gap="400" inlineAlign="center">
          <Hourglass />
          <BlockStack gap="100" inlineAlign="center">
            <Text as="h2" variant="headingMd" alignment="center">
              {props.title}
            </Text>
            <Box maxWidth="420px">
              <Text as="p" tone="subdued" alignment="center">
                {props.text}
              </Text>
            </Box>
          </BlockStack>
          {action && (
            <Button
              variant="primary"
              {...(action.url ? { url: action.url } : {})}
              {...(action.onAction ? { onClick: action.onAction } : {})}
            >
              {action.content}
            </Button>
          )}
        </BlockStack>
      </Box>
    </Card>
  );
}

function Hourglass() {
  return (
    <svg width="96" height="112" viewBox="0 0 96 112" aria-hidden="true">
      <path
        d="M20 10h56v12c0 16-20 26-22 34 2 8 22 18 22 34v12H20V90c0-16 20-26 22-34-2-8-22-18-22-34Z"
        fill="#f6efe2"
      />
      <path d="M27 26h42c-3 12-18 19-21 28-3-9-18-16-21-28Z" fill="#ecc063" />
      <path d="M24 98c2-10 15-16 24-22 9 6 22 12 24 22Z" fill="#f2a52c" />
      <path d="M48 54v22" stroke="#f2a52c" strokeWidth="2.5" strokeLinecap="round" strokeDasharray="1 5" />
      <path d="M14 6h68M14 106h68" stroke="#5b6b80" strokeWidth="7" strokeLinecap="round" />
      <path
        d="M20 10v12c0 16 20 26 22 34-2 8-22 18-22 34v12m56-92v12c0 16-20 26-22 34 2 8 22 18 22 34v12"
        fill="none"
        stroke="#5b6b80"
        strokeWidth="3"
      />
    </svg>
  );
}
