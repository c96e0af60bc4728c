import {
  InterceptingCall,
  ListenerBuilder,
  status,
  type Interceptor,
} from '@grpc/grpc-js';
import { secondsSince } from '../telemetry/secondsSince';
import type { Meters } from '../telemetry/Meters';

/** What may take longer waits for something to happen. */
const LONGEST_MS = 15_000;

/** Measures each call to the server, by its method and gRPC's status. */
export function measuringCalls(meters: Meters): Interceptor {
  return (options, nextCall) => {
    const call = nextCall(options);
    const allowedMs = Number(options.deadline) - Date.now();
    if (allowedMs > LONGEST_MS) return new InterceptingCall(call);
    const operation = options.method_definition.path.split('/').at(-1) ?? '';
    const begun = performance.now();
    const listener = new ListenerBuilder()
      .withOnReceiveStatus((received, next) => {
        meters.called(operation, status[received.code], secondsSince(begun));
        next(received);
      })
      .build();
    return new InterceptingCall(call, {
      start: (metadata, _listener, next) => next(metadata, listener),
    });
  };
}
