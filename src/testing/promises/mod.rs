//! The promises. Each is a test when [`promises!`](crate::promises) names it.

mod effects;
mod frames;
mod handles;
mod links;
mod panels;
mod random_settings;
mod readouts;
mod schema;
mod seeds;
mod sliders;
mod words;

pub use effects::{what_has_no_effect_changes_nothing, what_is_wanted_is_enough};
pub use frames::{
    a_frame_depends_on_parameters_and_step_alone, bytes_that_are_no_frame_are_refused,
};
pub use handles::ten_fine_steps_of_a_handle_are_one_step;
pub use links::{a_link_never_breaks, print_and_parse_are_inverse};
pub use panels::panels_never_overlap;
pub use random_settings::no_setting_breaks_a_run_or_its_picture;
pub use readouts::{
    every_number_is_there_where_it_is_defined, the_table_names_the_numbers_that_are_worded,
};
pub use schema::{
    a_parameter_depends_on_earlier_ones, every_default_can_be_set, no_id_is_used_twice,
};
pub use seeds::neighbouring_seeds_share_no_run;
pub use sliders::{
    a_slider_and_its_value_agree, every_arrow_key_on_a_slider_moves_its_value,
    every_slider_reaches_both_ends,
};
pub use words::{
    both_languages_say_the_same, every_column_of_a_table_is_worded, every_schema_is_worded,
};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};

/// Tries a number of random cases. What fails is made simpler and printed; a seed kept in a file would mean something else with
/// the next parameter of the lab.
fn try_cases<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config {
        failure_persistence: None,
        // A setting that stands still would be made simpler for hours.
        max_shrink_time: 120_000,
        ..Config::with_cases(cases)
    };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{error}");
    }
}
