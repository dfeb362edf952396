//! The functions of collections and of conversion, measured against Terraform.

mod language;
mod measured;
mod open_objects;
mod soundness;
mod symbols;
