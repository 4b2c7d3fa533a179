export { anton } from './anton';
export { antonStaging } from './anton-staging';
export { fleet } from './fleet';
