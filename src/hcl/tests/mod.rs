//! What holds for every tree, and small files with what Terraform makes of them.

mod spans;
mod tree;
