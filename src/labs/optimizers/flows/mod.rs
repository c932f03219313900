//! The ODEs whose discretisations the update rules are.
