/** The few icons of the controls. */
import { icon } from './icon'

export const pauseIcon = icon('M4 3h3v10H4zM9 3h3v10H9z', true)
export const stepIcon = icon('M4 3v10l6-5zM12.5 3v10')
export const rewindIcon = icon('M12 3v10L6 8zM3.5 3v10')
export const resetIcon = icon('M3 3v3.5h3.5M3.4 6.3A5 5 0 1 1 3 9')
export const diceIcon = icon('M3 3h10v10H3zM6 6h.01M10 10h.01M8 8h.01')
export const closeIcon = icon('M4 4l8 8M12 4l-8 8')
export const enterIcon = icon('M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10')
export const leaveIcon = icon('M6 2.5V6H2.5M13.5 6H10V2.5M10 13.5V10h3.5M2.5 10H6v3.5')
export const panelIcon = icon('M2.5 3h11v10h-11zM9.5 3v10')
