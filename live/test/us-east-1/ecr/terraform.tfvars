environment = "test"
region      = "us-east-1"
account_id  = "111111111111"

# prod takes over the image that was tested here, byte for byte.
pull_account_ids = ["222222222222"]

force_delete = true
