mod embedded;
mod hostile;
mod imported;
