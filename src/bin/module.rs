//! A WebAssembly module: what `web` exports of the labs that the features choose. It has exports and no beginning.

#![no_main]

use thetaflow as _;
