"""Apply one environment for real, look at what came out, plan again, destroy.

    environment.py ENVIRONMENT

TF_PLUGIN_DIR names a folder of providers (terraform init -plugin-dir); without it Terraform finds them
as it always does. KEEP_COPY=1 leaves the working copy.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import cloud

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Any digest does: moto starts no container.
IMAGE = "-var=image_digests={\"hello-world\"=\"sha256:" + "5" * 64 + "\"}"
BOOTSTRAP_BACKEND = 'terraform {\n  backend "local" {}\n}\n'


def main(environment):
    began = time.monotonic()

    def say(text):
        print(f"{environment:5} {text}", flush=True)

    copy = tempfile.mkdtemp(prefix=f"estate-{environment}-")
    for folder in ("live", "modules"):
        shutil.copytree(os.path.join(REPOSITORY, folder), os.path.join(copy, folder),
                        ignore=shutil.ignore_patterns(".terraform", "*.tfstate*"))

    settings = read_tfvars(os.path.join(copy, "live", environment, "global", "state"))
    server, endpoint = cloud.start(settings["account_id"])

    # After cloud.start: both import moto or boto3, which read the environment.
    os.environ.update(
        AWS_ENDPOINT_URL=endpoint, AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION=settings["region"], AWS_EC2_METADATA_DISABLED="true",
        AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, NO_PROXY="127.0.0.1",
    )
    import checks
    from terraform import LEVELS, STACKS, Failed, Terraform

    terraform = Terraform(copy, environment, endpoint, os.environ.get("TF_PLUGIN_DIR"), say)
    try:
        found = sorted(
            f"{scope}/{stack}"
            for scope in os.listdir(terraform.live)
            for stack in os.listdir(os.path.join(terraform.live, scope))
        )
        if found != sorted([*STACKS, "global/state"]):
            raise Failed(f"the stacks under live/{environment} are {found}; terraform.py applies others")

        def make(stack):
            terraform.init(stack)
            terraform.apply(stack, *variables_of(stack))
            if stack == "us-east-1/secrets":
                checks.write_secrets()  # what a person does once, before the first deployment

        bootstrap_state(terraform, say)
        for level in LEVELS:
            two_at_a_time(make, level)
        two_at_a_time(lambda stack: terraform.plan_is_empty(stack, *variables_of(stack)), STACKS)

        failures = checks.run(environment, settings, [*STACKS, "global/state"], copy, say)

        refuses_foreign_account(terraform, say)
        take_away(terraform, LEVELS)
        keeps_state_bucket(terraform, say)
        failures += checks.nothing_left(say)
    except Failed as failure:
        say(f"FAILED {failure}")
        failures = 1
    finally:
        server.stop()
        if os.environ.get("KEEP_COPY"):
            say(f"the working copy is {copy}")
        else:
            shutil.rmtree(copy, ignore_errors=True)

    say(f"{'FAILED' if failures else 'passed'} after {time.monotonic() - began:.0f} s")
    return 1 if failures else 0


def two_at_a_time(call, stacks):
    """Stacks wait for AWS more than they compute. More at a time would only make a small machine slower."""
    with ThreadPoolExecutor(max_workers=2) as workers:
        for result in [workers.submit(call, stack) for stack in stacks]:
            result.result()


def variables_of(stack):
    return [IMAGE] if stack == "us-east-1/ecs" else []


def read_tfvars(directory):
    with open(os.path.join(directory, "terraform.tfvars"), encoding="utf-8") as file:
        return dict(re.findall(r'^(\w+)\s*=\s*"([^"]*)"', file.read(), re.MULTILINE))


def bootstrap_state(terraform, say):
    """The first apply, as docs/operations.md describes it: state on disk, then moved into the bucket."""
    stack = "global/state"
    override = os.path.join(terraform.live, stack, "backend_override.tf")
    with open(override, "w", encoding="utf-8") as file:
        file.write(BOOTSTRAP_BACKEND)
    terraform.init(stack)
    terraform.apply(stack)
    os.remove(override)
    terraform.init(stack, "-migrate-state", "-force-copy")
    terraform.plan_is_empty(stack)
    for name in ("terraform.tfstate", "terraform.tfstate.backup"):
        if os.path.exists(os.path.join(terraform.live, stack, name)):
            os.remove(os.path.join(terraform.live, stack, name))
    say(f"{stack}: state moved into its own bucket")


def refuses_foreign_account(terraform, say):
    """Credentials of another account must not get as far as a plan."""
    done, _ = terraform.run("global/budget", "plan", "-var=account_id=999999999999", accept=(1,))
    assert "AWS account ID not allowed" in done.stdout, done.stdout
    say("global/budget: refuses an account that is not its own")


def take_away(terraform, levels):
    """As docs/operations.md says: first the protection off, then destroy, what was made last first."""
    terraform.apply("us-east-1/alb", "-var=deletion_protection=false", "-var=access_log_force_destroy=true")
    for level in reversed(levels):
        two_at_a_time(lambda stack: terraform.destroy(stack, *variables_of(stack)), level)


def keeps_state_bucket(terraform, say):
    done, _ = terraform.run("global/state", "destroy", "-auto-approve", accept=(1,))
    assert "prevent_destroy" in done.stdout, done.stdout
    say("global/state: refuses to be destroyed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
