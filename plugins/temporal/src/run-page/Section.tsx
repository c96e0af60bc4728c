import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';

/** A part of the page under its own heading. */
export function Section(props: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" id={titleId} variant="title-x-small" weight="bold">
          {props.title}
        </Text>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
