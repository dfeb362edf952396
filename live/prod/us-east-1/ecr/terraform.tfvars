environment = "prod"
region      = "us-east-1"
account_id  = "222222222222"

# Nobody else pulls from prod.
pull_account_ids = []

force_delete = false
