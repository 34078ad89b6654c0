import type { ClusteredEffect } from './three-level.ts'

/** District, school, standardised mean difference, variance and year of 56 studies of modified school calendars. */
const rows = `
11 1 -0.18 0.118 1976, 11 2 -0.22 0.118 1976, 11 3 0.23 0.144 1976, 11 4 -0.30 0.144 1976, 12 5 0.13 0.014 1989,
12 6 -0.26 0.014 1989, 12 7 0.19 0.015 1989, 12 8 0.32 0.024 1989, 18 9 0.45 0.023 1994, 18 10 0.38 0.043 1994,
18 11 0.29 0.012 1994, 27 12 0.16 0.020 1976, 27 13 0.65 0.004 1976, 27 14 0.36 0.004 1976, 27 15 0.60 0.007 1976,
56 16 0.08 0.019 1997, 56 17 0.04 0.007 1997, 56 18 0.19 0.005 1997, 56 19 -0.06 0.004 1997, 58 20 -0.18 0.020 1976,
58 21 0.00 0.018 1976, 58 22 0.00 0.019 1976, 58 23 -0.28 0.022 1976, 58 24 -0.04 0.020 1976, 58 25 -0.30 0.021 1976,
58 26 0.07 0.006 1976, 58 27 0.00 0.007 1976, 58 28 0.05 0.007 1976, 58 29 -0.08 0.007 1976, 58 30 -0.09 0.007 1976,
71 31 0.30 0.015 1997, 71 32 0.98 0.011 1997, 71 33 1.19 0.010 1997, 86 34 -0.07 0.001 1997, 86 35 -0.05 0.001 1997,
86 36 -0.01 0.001 1997, 86 37 0.02 0.001 1997, 86 38 -0.03 0.001 1997, 86 39 0.00 0.001 1997, 86 40 0.01 0.001 1997,
86 41 -0.10 0.001 1997, 91 42 0.50 0.010 2000, 91 43 0.66 0.011 2000, 91 44 0.20 0.010 2000, 91 45 0.00 0.009 2000,
91 46 0.05 0.013 2000, 91 47 0.07 0.013 2000, 108 48 -0.52 0.031 2000, 108 49 0.70 0.031 2000, 108 50 -0.03 0.030 2000,
108 51 0.27 0.030 2000, 108 52 -0.34 0.030 2000, 644 53 0.12 0.087 1995, 644 54 0.61 0.082 1995, 644 55 0.04 0.067 1994,
644 56 -0.05 0.067 1994`

/**
 * Effect of modified school calendars on achievement, schools within districts.
 * @source Konstantopoulos 2011, Res Synth Methods 2:61, table 3, after Cooper et al. 2003, Rev Educ Res 73:1
 */
export const schoolCalendars: readonly (ClusteredEffect & { readonly year: number })[] = rows.split(',').map((row) => {
  const [district = '', school = '', estimate, variance, year] = row.trim().split(/\s+/)
  return {
    cluster: district,
    study: school,
    estimate: Number(estimate),
    variance: Number(variance),
    year: Number(year),
  }
})
