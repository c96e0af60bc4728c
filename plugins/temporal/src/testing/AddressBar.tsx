import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { useLocation, useNavigate } from 'react-router-dom';

/** What a browser has above the page: the address, and the way back. */
export const addressBar = AppRootElementBlueprint.make({
  name: 'address-bar',
  params: { element: <AddressBar /> },
});

function AddressBar() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="Address">{pathname + search}</output>
      <button onClick={() => navigate(-1)}>Back</button>
    </>
  );
}
