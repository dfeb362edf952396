//! The functions of collections and of conversion, measured against Terraform.

mod language;
mod measured;
mod soundness;
mod symbols;
