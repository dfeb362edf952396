output "bucket" {
  description = "Bucket that holds this environment's state."
  value       = module.state.bucket
}
