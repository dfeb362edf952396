#!/usr/bin/env bash
# Apply every stack of live/ to a private AWS, look at what came out, plan again, destroy.
# Exit status: 0 passed, 1 failed, 77 skipped because a program is missing.
#
#   tests/estate/run.sh [ENVIRONMENT...]      default: prod test, at the same time
#
# TF_PLUGIN_DIR names a folder with the AWS provider (the one that holds registry.terraform.io/), for
# machines without a way to the registry.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
provider=$(sed -n 's/^  version *= "\(.*\)"/\1/p' "$here/../../live/test/us-east-1/vpc/.terraform.lock.hcl")

skip() {
  {
    echo "********************************************************************************"
    echo "SKIPPED tests/estate: $1"
    echo "Nothing was applied. This is not a pass."
    echo "********************************************************************************"
  } >&2
  exit 77
}

command -v terraform > /dev/null || skip "terraform is not installed"
command -v python3 > /dev/null || skip "python3 is not installed"
python3 -c 'import boto3, moto.server' 2> /dev/null || skip "moto is missing: pip install 'moto[server]==5.2.1'"

# The provider: where TF_PLUGIN_DIR says, else where Terraform looks for one on disk, else the registry.
find_provider() {
  local folder
  for folder in ${TF_PLUGIN_DIR:+"$TF_PLUGIN_DIR"} "${XDG_DATA_HOME:-$HOME/.local/share}/terraform/plugins" \
    "$HOME/.terraform.d/plugins" /usr/local/share/terraform/plugins /usr/share/terraform/plugins /opt/*; do
    if [ -d "$folder/registry.terraform.io/hashicorp/aws/$provider" ]; then
      echo "$folder"
      return
    fi
  done
}

TF_PLUGIN_DIR=$(find_provider)
export TF_PLUGIN_DIR
if [ -z "$TF_PLUGIN_DIR" ]; then
  unset TF_PLUGIN_DIR
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  cp "$here"/../../live/test/us-east-1/vpc/versions.tf "$scratch"
  CHECKPOINT_DISABLE=1 terraform -chdir="$scratch" init -backend=false > /dev/null 2>&1 ||
    skip "AWS provider $provider is neither on disk nor to be had from the registry; set TF_PLUGIN_DIR"
fi

environments=("$@")
[ ${#environments[@]} -gt 0 ] || environments=(prod test)

processes=()
for environment in "${environments[@]}"; do
  python3 "$here/environment.py" "$environment" &
  processes+=($!)
done

failed=0
for process in "${processes[@]}"; do
  wait "$process" || failed=1
done
exit "$failed"
