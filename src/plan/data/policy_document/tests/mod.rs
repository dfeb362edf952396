//! Policy documents, as measured and as far as they are known.

mod measured;
mod unknown;
