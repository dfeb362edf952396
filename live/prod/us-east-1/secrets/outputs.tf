output "secret_arns" {
  description = "ARNs by name, for container definitions and the roles that read. Not the values."
  value       = module.secrets.secret_arns
}

output "kms_key_arn" {
  description = "Key that decrypts the secrets."
  value       = module.secrets.kms_key_arn
}
