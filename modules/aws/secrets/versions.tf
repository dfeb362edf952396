terraform {
  # Write-only arguments (secret_string_wo) came with Terraform 1.11 and provider 5.88.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.88, < 6.0"
    }
  }
}
