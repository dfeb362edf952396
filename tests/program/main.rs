//! The program as its users meet it: arguments, exit status, streams, bad input.

mod hostile;
mod own_repository;
mod scratch;
mod status;
mod streams;
