import { Container } from '@backstage/ui';
import { RunsView } from './RunsView';

/** All runs that somebody may see, whatever entity they are of. */
export function RunsPage() {
  return (
    <Container>
      <RunsView />
    </Container>
  );
}
