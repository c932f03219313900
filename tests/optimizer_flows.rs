//! The flows beside SciPy's solutions of the same equations (`golden/generate.py`), and beside the iterates that
//! discretise them: the gap must fall with the order that the theory gives.

use serde_json::Value;
use thetaflow::labs::optimizers::flows::{Flow, Rule, Settings, leading, modified};
use thetaflow::labs::optimizers::landscapes::Landscape;

type Point = [f64; 2];

mod golden {
    use super::*;

    fn cases() -> Vec<Value> {
        let text = include_str!("golden/optimizer_flows.json");
        serde_json::from_str(text).expect("the golden file is JSON")
    }

    fn landscape(case: &Value) -> Landscape {
        match case["landscape"].as_str() {
            Some("quadratic") => Landscape::Quadratic { kappa: 10.0, angle: 0.0 },
            Some("rosenbrock") => Landscape::Rosenbrock { b: 100.0 },
            Some("himmelblau") => Landscape::Himmelblau,
            other => panic!("unknown landscape {other:?}"),
        }
    }

    fn point(value: &Value) -> Point {
        [value[0].as_f64().unwrap(), value[1].as_f64().unwrap()]
    }

    fn number(value: &Value) -> f64 {
        value.as_f64().unwrap()
    }

    fn compare(case: &Value, expected: &Value, mut flow: Box<dyn Flow>) {
        let times = case["t"].as_array().unwrap();
        let mut worst = 0.0_f64;
        for (t, theta) in times.iter().zip(expected.as_array().unwrap()) {
            let [x, y] = flow.advance_to(number(t)).unwrap();
            let [ex, ey] = point(theta);
            worst = worst.max((x - ex).hypot(y - ey));
        }
        println!("{} {worst:.1e}", case["landscape"]);
        assert!(worst < 1e-8, "{}: {worst:e}", case["landscape"]);
    }

    #[test]
    fn gradient_flow() {
        for case in cases() {
            let settings = Settings::default();
            let flow = leading(Rule::Sgd, &settings, &landscape(&case), point(&case["start"]));
            compare(&case, &case["gradient_flow"], flow);
        }
    }

    #[test]
    fn modified_flow() {
        for case in cases() {
            let settings = Settings { lr: number(&case["modified_flow"]["lr"]), ..Settings::default() };
            let flow = modified(Rule::Sgd, &settings, &landscape(&case), point(&case["start"]));
            compare(&case, &case["modified_flow"]["theta"], flow.unwrap());
        }
    }

    #[test]
    fn heavy_ball() {
        for case in cases() {
            let golden = &case["heavy_ball"];
            let settings = Settings {
                lr: number(&golden["lr"]),
                momentum: number(&golden["momentum"]),
                ..Settings::default()
            };
            let flow = leading(Rule::Momentum, &settings, &landscape(&case), point(&case["start"]));
            compare(&case, &golden["theta"], flow);
        }
    }

    #[test]
    fn nesterov_3_over_t() {
        for case in cases() {
            let settings = Settings::default();
            let flow = leading(Rule::NesterovConvex, &settings, &landscape(&case), point(&case["start"]));
            compare(&case, &case["nesterov_3_over_t"]["theta"], flow);
        }
    }

    #[test]
    fn rmsprop_eps_inside() {
        for case in cases() {
            let golden = &case["rmsprop_eps_inside"];
            let settings = Settings {
                lr: number(&golden["lr"]),
                decay: number(&golden["decay"]),
                eps: number(&golden["eps"]),
                ..Settings::default()
            };
            let flow = leading(Rule::RmspropEpsInside, &settings, &landscape(&case), point(&case["start"]));
            compare(&case, &golden["theta"], flow);
        }
    }
}
