import { Flex, Skeleton } from '@backstage/ui';

/** Stands where the rows of a table will be. */
export function TableSkeleton({ label }: { readonly label: string }) {
  return (
    <Flex direction="column" gap="3" role="status" aria-label={label}>
      {['head', 'one', 'two', 'three', 'four'].map(row => (
        <Skeleton key={row} width="100%" height={row === 'head' ? 32 : 44} />
      ))}
    </Flex>
  );
}
