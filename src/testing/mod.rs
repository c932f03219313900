//! What tests of labs are made of: the [`promises`] that every lab keeps, and runs of a lab for tests of its own.
//!
//! A lab's `tests/promises.rs` says whom they are about:
//!
//! ```ignore
//! thetaflow::promises!(Subject::of::<Decay>(env!("CARGO_MANIFEST_DIR")));
//! ```
//!
//! This makes a test of each promise, so that each fails, and is asked for, by its name. A promise is a function over a
//! [`Subject`]; what fails names the setting.

pub mod promises;
mod runs;
mod settings;
mod subject;

pub use runs::{figure, frame, goes_back, lab, numbers, params, session};
pub use subject::Subject;

/// A test for each promise of a lab: see [`testing`](crate::testing).
#[macro_export]
macro_rules! promises {
    ($subject:expr) => {
        $crate::promises! { $subject;
            a_frame_depends_on_parameters_and_step_alone
            a_link_never_breaks
            a_parameter_depends_on_earlier_ones
            a_slider_and_its_value_agree
            both_languages_say_the_same
            bytes_that_are_no_frame_are_refused
            every_arrow_key_on_a_slider_moves_its_value
            every_column_of_a_table_is_worded
            every_default_can_be_set
            every_number_is_there_where_it_is_defined
            every_schema_is_worded
            every_slider_reaches_both_ends
            neighbouring_seeds_share_no_run
            no_id_is_used_twice
            no_setting_breaks_a_run_or_its_picture
            panels_never_overlap
            print_and_parse_are_inverse
            ten_fine_steps_of_a_handle_are_one_step
            the_table_names_the_numbers_that_are_worded
            what_has_no_effect_changes_nothing
            what_is_wanted_is_enough
        }
    };
    ($subject:expr; $($promise:ident)+) => {$(
        #[test]
        fn $promise() {
            $crate::testing::promises::$promise(&$subject);
        }
    )+};
}
