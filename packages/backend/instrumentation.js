/*
 * Loaded before anything else, by `node --require`, it collects the metrics and
 * traces of the backend or of a worker. Where they go is told by OpenTelemetry's
 * own environment variables: docs/operate/monitoring.md.
 */
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { NodeSDK } = require('@opentelemetry/sdk-node');

new NodeSDK({ instrumentations: [new HttpInstrumentation()] }).start();
