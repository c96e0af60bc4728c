import type { Router } from 'express';

/** Every route of a router, those of routers within it too: `GET /runs`. */
export function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) {
      return route.stack.map(
        ({ method }) => `${method?.toUpperCase()} ${route.path}`,
      );
    }
    return isRouter(handle) ? routesOf(handle) : [];
  });
}

function isRouter(handle: unknown): handle is Router {
  return typeof handle === 'function' && 'stack' in handle;
}
