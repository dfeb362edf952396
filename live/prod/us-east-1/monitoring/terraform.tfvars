environment  = "prod"
region       = "us-east-1"
account_id   = "222222222222"
state_bucket = "acme-prod-terraform-state"

alarm_emails = ["on-call@example.com"]

# Of three tasks at least.
min_healthy_hosts = 2
