#!/usr/bin/env bash
# Plan every stack of an environment and tell, as Markdown, what an apply would change.
# Exit status: 0 nothing, 2 something, 1 a stack could not be planned.
#
#   scripts/plan-environment.sh ENVIRONMENT [IMAGE_DIGESTS]
#
# IMAGE_DIGESTS is what the ecs stack's variable of that name shall be, as JSON. Without it: the images
# that run, so that the plan is about the code only.
set -euo pipefail
environment=$1
images=${2:-}

output=$(mktemp)
trap 'rm -f "$output"' EXIT

plan() {
  local stack=$1 variables=()
  terraform -chdir="$stack" init -no-color -lockfile=readonly > "$output" 2>&1 || return 1
  if [ "${stack##*/}" = ecs ]; then
    variables+=("-var=image_digests=${images:-$(terraform -chdir="$stack" output -json image_digests)}")
  fi
  terraform -chdir="$stack" plan -no-color -detailed-exitcode -lock-timeout=10m "${variables[@]}" > "$output" 2>&1
}

differs=0
failed=0
for stack in "live/$environment"/*/*/; do
  stack=${stack%/}
  status=0
  plan "$stack" || status=$?
  case $status in
    0) echo "- $stack: as the code says" ;;
    2)
      differs=1
      echo "- **$stack differs**"
      ;;
    *)
      failed=1
      echo "- **$stack could not be planned**"
      ;;
  esac
  if [ "$status" != 0 ]; then
    printf '\n```\n'
    head --bytes 20000 "$output"
    printf '\n```\n\n'
  fi
done

if [ "$failed" = 1 ]; then
  exit 1
fi
if [ "$differs" = 1 ]; then
  exit 2
fi
