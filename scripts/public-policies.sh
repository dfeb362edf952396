#!/bin/sh
# Runs the tests of a public set of policies in HashiCorp's Terraform Policy language, as they are.
#
#   scripts/public-policies.sh [FOLDER]
#
# FOLDER is a copy of https://github.com/shrxyyya/prewritten-fsbp-test, which is fetched where none is given. Nothing of
# it is part of this repository. It fails where another file than these does not pass:
#
#   eks-cluster-log-enabled: line 30 of the policy calls core::contain(), which does not exist. HashiCorp's engine
#   does not see it, since no test takes that branch; iaclint looks at every branch before it judges anything.
#
#   ec2-launch-template-public-ip-disabled: the policy compares `associate_public_ip_address` of a network interface with
#   true and false, but the provider has it as a text, which is equal to neither. The test gives it as a truth;
#   Terraform, and so iaclint, makes a text of that.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -gt 0 ]; then
  set=$1
else
  set=$(mktemp -d)
  trap 'rm -rf "$set"' EXIT
  git clone --quiet --depth 1 https://github.com/shrxyyya/prewritten-fsbp-test "$set"
fi

cd "$root"
cargo build --quiet --locked
result=$(target/debug/iaclint policy test "$set" || true)
printf '%s\n' "$result" | tail -1
unexpected=$(printf '%s\n' "$result" | grep '^FAILED' | grep -v -e 'eks-cluster-log-enabled' -e 'ec2-launch-template-public-ip-disabled' || true)
if [ -n "$unexpected" ]; then
  printf '%s\n' "$result" | grep -v '^ok'
  exit 1
fi
