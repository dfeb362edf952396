//! The program as its users meet it: arguments, exit status, streams, bad input.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod base;
mod graph;
mod hostile;
mod ignores;
mod links;
mod names;
mod own_repository;
mod parity;
mod policies;
mod policy_new;
mod schemas;
mod scratch;
mod secrets;
mod status;
mod streams;
mod why;
