//! A step allocates nothing, whatever the rule and however it is wrapped.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use thetaflow_optim::{
    Averaging, Groups, OptimizerConfig, Oracle, Rule, RuleConfig, Schedule, WrapperConfig,
};

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting the allocations of each thread.
struct Counting;

// SAFETY: every call goes unchanged to the system's allocator; the counter allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations_of(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

fn allocations_of_steps(rule: &mut dyn Rule<f64>) -> usize {
    let mut theta = [2.0, -1.0, 0.5, 3.0];
    let mut quartic = |theta: &[f64], gradient: &mut [f64]| {
        for (g, theta) in gradient.iter_mut().zip(theta) {
            *g = theta.powi(3);
        }
    };
    allocations_of(|| {
        for _ in 0..20 {
            rule.step(&mut theta, &mut quartic as &mut dyn Oracle<f64>);
        }
        rule.reset();
    })
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations_of(|| drop(std::hint::black_box(vec![1]))), 1);
}

#[test]
fn no_rule_allocates_in_a_step() {
    for rule in RuleConfig::all() {
        assert_eq!(
            allocations_of_steps(rule.build(0.01, 4).as_mut()),
            0,
            "{}",
            rule.id()
        );
    }
}

#[test]
fn no_wrapper_allocates_in_a_step() {
    let groups = || Groups::Lengths(vec![3, 1]);
    let tower = [
        WrapperConfig::Lazy,
        WrapperConfig::DecoupledWeightDecay { weight_decay: 0.1 },
        WrapperConfig::LayerAdaptation { groups: groups() },
        WrapperConfig::ClipNorm {
            max_norm: 1.0,
            groups: groups(),
        },
        WrapperConfig::WeightDecay { weight_decay: 0.1 },
        WrapperConfig::Accumulate { k: 3 },
        WrapperConfig::Schedule(Schedule::Cosine {
            steps: 10,
            floor: 0.1,
        }),
        WrapperConfig::Lookahead { k: 5, alpha: 0.5 },
        WrapperConfig::Average(Averaging::Polyak),
    ];
    for rule in RuleConfig::all() {
        let config = tower
            .iter()
            .cloned()
            .fold(OptimizerConfig::new(rule, 0.01), OptimizerConfig::with);
        let mut optimizer = config.build(4).expect("the groups fit");
        assert_eq!(allocations_of_steps(optimizer.as_mut()), 0, "{}", rule.id());
    }
}
