import { SignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { oidcAuthApiRef } from './apiRef';

export function OidcSignInPage(props: SignInPageProps) {
  return (
    <SignInPage
      {...props}
      title="Sign in"
      align="center"
      providers={[
        {
          id: 'oidc',
          title: 'Single sign-on',
          message: 'Sign in with your account',
          apiRef: oidcAuthApiRef,
        },
      ]}
    />
  );
}
