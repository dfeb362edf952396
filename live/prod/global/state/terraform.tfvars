environment  = "prod"
region       = "us-east-1"
account_id   = "222222222222"
state_bucket = "acme-prod-terraform-state"
