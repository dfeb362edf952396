output "repository_arns" {
  description = "ARNs by repository name, for the roles that pull."
  value       = module.ecr.repository_arns
}

output "repository_urls" {
  description = "Addresses by repository name, for image references and the pipeline."
  value       = module.ecr.repository_urls
}
