/** The labs in the order of the list in src/lab.rs. */
export const LAB_ORDER = ['optimizers', 'angles', 'estimators', 'gans'] as const

/** What is shown where no lab is named. */
export const FIRST_LAB = LAB_ORDER[0]
