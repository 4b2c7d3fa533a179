export { anton } from './anton';
export { antonStaging } from './anton-staging';
