export {
  createFigureChecker,
  type FigureCheck,
  type FigureChecker,
  type FigureCheckerOptions,
} from './figures/figure-checker.ts';
