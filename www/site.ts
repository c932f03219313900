/** The pages of the site: what stands in their HTML comes to life. */
import './choices'
import { runGallery } from './gallery'
import { runLab } from './lab-page'
import { stateInAddress } from './permalink'
import { prepareRunner } from './run/runner'
import './theta-flow'

const { lab } = document.documentElement.dataset

if (lab) {
  const state = stateInAddress()
  // On its way before there is a figure.
  prepareRunner(lab, 'auto')
  runLab(state)
} else {
  runGallery()
}
