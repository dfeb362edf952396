output "repository_arns" {
  description = "ARNs by repository name, for the policies of those who pull."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}

output "repository_urls" {
  description = "Addresses by repository name, for image references."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}
