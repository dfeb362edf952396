output "secret_arns" {
  description = "ARNs by name, for a container definition's valueFrom and the execution role. Not the values."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "kms_key_arn" {
  description = "Key that decrypts the secrets."
  value       = aws_kms_key.this.arn
}
