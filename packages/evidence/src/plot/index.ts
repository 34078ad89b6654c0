export { type BaujatPlotInput, type BaujatPoint, baujatPlot } from './baujat-plot.ts'
export { type BubblePlotInput, type BubblePoint, bubblePlot, type RegressionPoint } from './bubble-plot.ts'
export { type ContributionBar, type ContributionBarsInput, contributionBars } from './contribution-bars.ts'
export type { Colour, ColourName, Figure, FigureTable, Shape } from './figure.ts'
export {
  type ForestPlotInput,
  type ForestPooled,
  type ForestRow,
  type ForestStudy,
  forestPlot,
} from './forest-plot.ts'
export { type FunnelPlotInput, type FunnelPoint, funnelPlot } from './funnel-plot.ts'
export type { Judgement } from './judgement.ts'
export { type LeagueEstimate, type LeagueHeatMapInput, leagueHeatMap } from './league-heat-map.ts'
export { type NetHeatPlotInput, netHeatPlot } from './net-heat-plot.ts'
export {
  type GraphComparison,
  type GraphTreatment,
  type NetworkGraphInput,
  networkGraph,
  orderForCircle,
} from './network-graph.ts'
export { findTextFaults } from './overlap.ts'
export { darkPalette, lightPalette, type Palette } from './palette.ts'
export { type RankedTreatment, type RankPlotInput, rankogram, sucraCurves } from './rank-plots.ts'
export { type JudgedStudy, type RiskOfBiasInput, riskOfBiasSummary, trafficLightPlot } from './risk-of-bias-plots.ts'
export { type SvgOptions, toHtmlPage, toHtmlTable, toSvg } from './to-svg.ts'
export type { Language } from './words.ts'
