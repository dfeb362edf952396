output "role_arns" {
  description = "Roles that the workflows assume, by what they are for."
  value       = module.iam.role_arns
}

output "permissions_boundary_arn" {
  description = "Boundary of every role that the pipeline makes."
  value       = module.iam.permissions_boundary_arn
}
