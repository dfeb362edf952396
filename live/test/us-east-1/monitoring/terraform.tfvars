environment  = "test"
region       = "us-east-1"
account_id   = "111111111111"
state_bucket = "acme-test-terraform-state"

alarm_emails = ["shopping-cart-team@example.com"]

min_healthy_hosts = 1
