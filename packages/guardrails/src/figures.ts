export {
  createFigureChecker,
  type FigureCheck,
  type FigureChecker,
  type FigureCheckerOptions,
} from './figures/figure-checker.ts';
export type { NameSource } from './figures/refusal.ts';
