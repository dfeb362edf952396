"""Terraform, run on one stack of a working copy, against the private AWS."""

import os
import subprocess
import time

# Every stack but global/state. Those of one line need only what the lines above made.
LEVELS = [
    ["us-east-1/vpc", "us-east-1/ecr", "us-east-1/secrets", "global/iam", "global/budget"],
    ["us-east-1/alb"],
    ["us-east-1/ecs"],
    ["us-east-1/monitoring"],
]
STACKS = [stack for level in LEVELS for stack in level]


class Failed(Exception):
    pass


class Terraform:
    def __init__(self, copy, environment, endpoint, plugin_dir, say):
        self.live = os.path.join(copy, "live", environment)
        self.plugin_dir = plugin_dir
        self.say = say
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": copy,  # no provider mirror and no credentials of whoever runs this
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": "127.0.0.1",
            "TF_CLI_CONFIG_FILE": os.devnull,
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            "CHECKPOINT_DISABLE": "1",
        }

    def run(self, stack, *arguments, accept=(0,)):
        directory = os.path.join(self.live, stack)
        began = time.monotonic()
        done = subprocess.run(
            ["terraform", *arguments, "-no-color"],
            cwd=directory, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600,
        )
        if done.returncode not in accept:
            raise Failed(f"{stack}: terraform {' '.join(arguments)} ended with {done.returncode}\n{done.stdout}")
        return done, time.monotonic() - began

    def init(self, stack, *more):
        # readonly: what is committed as the lock file must do.
        where = [f"-plugin-dir={self.plugin_dir}"] if self.plugin_dir else []
        self.run(stack, "init", "-lockfile=readonly", *where, *more)

    def apply(self, stack, *variables):
        done, seconds = self.run(stack, "apply", "-auto-approve", *variables)
        summary = next((line for line in done.stdout.splitlines() if line.startswith("Apply complete!")), "applied")
        self.say(f"{stack}: {summary} ({seconds:.0f} s)")

    def plan_is_empty(self, stack, *variables):
        done, seconds = self.run(stack, "plan", "-detailed-exitcode", *variables, accept=(0, 2))
        if done.returncode == 2:
            raise Failed(f"{stack}: a second plan wants to change something\n{done.stdout}")
        self.say(f"{stack}: second plan is empty ({seconds:.0f} s)")

    def destroy(self, stack, *variables):
        done, seconds = self.run(stack, "destroy", "-auto-approve", *variables)
        summary = next((line for line in done.stdout.splitlines() if line.startswith("Destroy complete!")), "destroyed")
        self.say(f"{stack}: {summary} ({seconds:.0f} s)")
