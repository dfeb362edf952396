//! Arguments, exit status, output: the only place that prints.
