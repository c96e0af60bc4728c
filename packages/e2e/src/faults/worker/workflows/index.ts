export * from '../../../../../worker/src/workflows';
export { countSteps } from './countSteps';
