import { requireAbove, requireNumber } from './require-number.ts'

/**
 * Risk ratio that an odds ratio stands for at an assumed risk.
 * @throws {RangeError} a value outside its range
 * @source Zhang & Yu 1998, JAMA 280:1690–1691; Cochrane Handbook 15.4.4.4
 */
export function riskRatioFromOddsRatio(oddsRatio: number, assumedRisk: number): number {
  requireRisk('riskRatioFromOddsRatio', assumedRisk)
  requireAbove('riskRatioFromOddsRatio', 'oddsRatio', oddsRatio, 0)
  return oddsRatio / (1 - assumedRisk + oddsRatio * assumedRisk)
}

/**
 * Odds ratio that a risk ratio stands for at an assumed risk.
 * @throws {RangeError} a value outside its range, or a risk with treatment of 1 or more
 * @source Cochrane Handbook 15.4.4.4, solved for the odds ratio
 */
export function oddsRatioFromRiskRatio(riskRatio: number, assumedRisk: number): number {
  requireRisk('oddsRatioFromRiskRatio', assumedRisk)
  requireNumber('oddsRatioFromRiskRatio', 'riskRatio', riskRatio, (value) => value >= 0, 'at least 0')
  requireNumber(
    'oddsRatioFromRiskRatio',
    'riskRatio times assumedRisk',
    riskRatio * assumedRisk,
    (value) => value < 1,
    'below 1',
  )
  return (riskRatio * (1 - assumedRisk)) / (1 - riskRatio * assumedRisk)
}

function requireRisk(name: string, risk: number): void {
  requireNumber(name, 'assumedRisk', risk, (value) => value >= 0 && value <= 1, 'from 0 to 1')
}
