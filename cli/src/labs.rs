//! The labs, in the order in which a reader meets them on the site.

use thetaflow::lab::Labs;

pub static LABS: Labs = thetaflow::labs![
    thetaflow_optimizers::Optimizers,
    thetaflow_angles::Angles,
    thetaflow_estimators::Estimators,
    thetaflow_gans::Gans,
];
