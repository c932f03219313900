/** What is shown where no lab is named: the first of the list in src/lab.rs. */
export const FIRST_LAB = 'optimizers'
