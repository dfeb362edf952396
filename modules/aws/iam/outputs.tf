output "role_arns" {
  description = "Roles that the workflows assume: plan, push and apply."
  value       = { for name, role in aws_iam_role.pipeline : name => role.arn }
}

output "permissions_boundary_arn" {
  description = "Boundary that every role made by the pipeline must carry."
  value       = aws_iam_policy.boundary.arn
}
