environment  = "test"
region       = "us-east-1"
account_id   = "111111111111"
state_bucket = "acme-test-terraform-state"

# The demonstration has no domain, so it speaks plain HTTP. With the ARN of a certificate here, HTTPS is
# served and HTTP is redirected.
certificate_arn = null

deletion_protection       = false
access_log_retention_days = 30
access_log_force_destroy  = true
