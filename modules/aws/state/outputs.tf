output "bucket" {
  description = "Bucket that holds the state."
  value       = aws_s3_bucket.this.id
}
