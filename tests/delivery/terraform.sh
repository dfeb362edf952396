#!/usr/bin/env bash
# What Terraform itself says of live/ and modules/: format, validity, and the modules' own tests.
# Exit status 77 where terraform is missing.
#
#   tests/delivery/terraform.sh [FOLDER...]      default: every module and every stack
#
# TF_PLUGIN_DIR names a folder with the AWS provider (the one that holds registry.terraform.io/), for machines
# without a way to the registry.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if ! command -v terraform > /dev/null; then
  echo "SKIPPED tests/delivery/terraform.sh: terraform is not installed. This is not a pass." >&2
  exit 77
fi
export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 TF_INPUT=0 TF_IN_AUTOMATION=1
export TF_CLI_ARGS_init=-no-color TF_CLI_ARGS_validate=-no-color TF_CLI_ARGS_test=-no-color
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

for folder in ${TF_PLUGIN_DIR:+"$TF_PLUGIN_DIR"} "$HOME/.terraform.d/plugins" /usr/share/terraform/plugins /opt/*; do
  if [ -d "$folder/registry.terraform.io/hashicorp/aws" ]; then
    export PLUGINS="$folder"
    break
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$root/live" "$root/modules" "$scratch"
find "$scratch" -name .terraform -type d -prune -exec rm -rf {} +
cd "$scratch"

terraform fmt -check -recursive -diff

check() {
  folder=$1
  log=$(mktemp)
  judge() {
    terraform -chdir="$folder" init -backend=false ${PLUGINS:+-plugin-dir="$PLUGINS"} > "$log" 2>&1 || return 1
    terraform -chdir="$folder" validate > "$log" 2>&1 || return 1
    [ ! -d "$folder/tests" ] || terraform -chdir="$folder" test > "$log" 2>&1
  }
  if ! judge; then
    printf 'FAILED: %s\n%s\n' "$folder" "$(cat "$log")" >&2
    return 255
  fi
  echo "$folder: $(tail -n 1 "$log")"
  rm -rf "$log" "$folder/.terraform"
}
export -f check

# One process of Terraform keeps about one core busy.
[ $# -gt 0 ] || set -- modules/*/* live/*/*/*
printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -I{} bash -c 'check {}'
echo "passed"
