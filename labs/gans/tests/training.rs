//! Steps of the live GAN: against PyTorch, and at settings that no training survives.

use serde_json::Value;
use thetaflow::optim::rules::{Momentum, NesterovConvex, Sgd};
use thetaflow::optim::{OptimizerConfig, RuleConfig};
use thetaflow_gans::live::gan::Gan;
use thetaflow_gans::live::losses::Losses;
use thetaflow_gans::live::training::Training;
use thetaflow_gans::objectives::Objective;
use thetaflow_nets::activation::Activation;
use thetaflow_nets::network::Shape;

fn numbers(value: &Value) -> Vec<f32> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|number| number.as_f64().expect("a number") as f32)
        .collect()
}

fn vectors(value: &Value) -> Vec<Vec<f32>> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(numbers)
        .collect()
}

#[test]
fn an_epoch_of_gan_labs_configuration_is_that_of_pytorch() {
    let golden: Value =
        serde_json::from_str(include_str!("../golden/gan_lab_step.json")).expect("JSON");
    let mut gan = Gan::<f32>::new(Training::gan_lab(8, 2), 1);
    let [theta, psi] = gan.parameters_mut();
    theta.copy_from_slice(&numbers(&golden["generator"]));
    psi.copy_from_slice(&numbers(&golden["discriminator"]));
    for step in 0..2 {
        let mut real = vectors(&golden["real"][step]).into_iter();
        gan.draw_real(|| {
            let point = real.next().expect("150 points");
            [point[0], point[1]]
        });
        gan.set_latent(&vectors(&golden["latent"][step]));
        gan.step_discriminator();
    }
    gan.set_latent(&vectors(&golden["latent"][2]));
    gan.step_generator();
    let [theta, psi] = gan.parameters();
    for (ours, theirs) in [(theta, "generator_after"), (psi, "discriminator_after")] {
        let theirs = numbers(&golden[theirs]);
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let size = theirs.abs().max(0.1);
            assert!((ours - theirs).abs() < 1e-5 * size, "{ours} {theirs}");
        }
        let before = numbers(
            &golden[if theirs.len() == 122 {
                "generator"
            } else {
                "discriminator"
            }],
        );
        assert!(before != theirs, "something was learned");
    }
}

#[test]
fn absurd_settings_run_on_and_leave_the_finite_numbers() {
    let plain = Training::gan_lab(8, 2);
    let absurd: [(Objective, RuleConfig, f64); 4] = [
        (Objective::Wgan { clip: None }, Sgd.into(), 1e6),
        (Objective::WganDiv { k: 1e9, p: 16.0 }, Sgd.into(), 0.1),
        (Objective::Lsgan, Momentum::default().into(), 1e3),
        (
            Objective::GanQp { lambda: 1e-12 },
            NesterovConvex.into(),
            10.0,
        ),
    ];
    for (objective, rule, rate) in absurd {
        let optimizer = OptimizerConfig::new(rule, rate);
        let shape = Shape {
            width: 2,
            depth: 1,
            activation: Activation::LeakyRelu,
        };
        let training = Training {
            generator: shape,
            generator_output: Activation::Identity,
            discriminator: shape,
            batch: 16,
            losses: Losses {
                objective,
                ..plain.losses
            },
            r1: 1e6,
            optimizers: [optimizer.clone(), optimizer],
            ..plain.clone()
        };
        let mut gan = Gan::<f32>::new(training, 1);
        for step in 0..100_000 {
            gan.draw_real(|| [1e3, (step % 7) as f32]);
            gan.draw_latent();
            gan.step_discriminator();
            gan.step_generator();
        }
        let [theta, psi] = gan.parameters();
        let is_lost = theta.iter().chain(psi).any(|x| !x.is_finite());
        assert!(is_lost, "{objective:?}");
    }
}
