environment  = "prod"
region       = "us-east-1"
account_id   = "222222222222"
state_bucket = "acme-prod-terraform-state"

# The demonstration has no domain, so it speaks plain HTTP. With the ARN of a certificate here, HTTPS is
# served and HTTP is redirected.
certificate_arn = null

deletion_protection       = true
access_log_retention_days = 365
access_log_force_destroy  = false
