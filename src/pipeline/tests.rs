use super::{Pipelines, TaskKind};
use crate::source::Sources;

/// Each command of Terraform's as `event: job> folder command`, with a `?` where it may not be run.
fn shown(files: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::from_memory(files.iter().copied());
    let pipelines = Pipelines::read(&sources);
    let mut found = Vec::new();
    for execution in &pipelines.executions {
        for (job, task, doubt) in execution.tasks() {
            let TaskKind::Terraform(terraform) = &task.kind else {
                continue;
            };
            let doubt = if doubt.is_some() { "?" } else { "" };
            let one = format!(
                "{doubt}{}: {}> {} {}",
                execution.event.name,
                job.id,
                task.folder.shown(),
                terraform.command
            );
            // A push is one of a branch or of a tag.
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

fn workflow(text: &str) -> Vec<String> {
    shown(&[(".github/workflows/a.yml", text)])
}

#[test]
fn a_matrix_is_combined_as_github_documents_it() {
    let text = "on: push\njobs:\n  j:\n    runs-on: x\n    strategy:\n      matrix:\n        e: [prod, test]\n        s: [vpc, alb]\n        \
                exclude:\n          - {e: prod, s: alb}\n        include:\n          - {e: test, extra: z}\n          - {e: dev, s: ecs}\n    \
                steps:\n      - run: terraform -chdir=${{ matrix.e }}/${{ matrix.s }}${{ matrix.extra }} plan\n";
    assert_eq!(
        workflow(text),
        [
            "push: j> prod/vpc plan",
            "push: j> test/vpcz plan",
            "push: j> test/albz plan",
            "push: j> dev/ecs plan",
        ]
    );
}

#[test]
fn conditions_are_judged_at_each_event() {
    let text = "on:\n  pull_request:\n  push:\n    branches: [main]\njobs:\n  plan:\n    runs-on: x\n    steps:\n      - run: terraform plan\n  \
                apply:\n    needs: plan\n    if: github.ref == 'refs/heads/main'\n    runs-on: x\n    steps:\n      - run: terraform apply\n  \
                after:\n    needs: apply\n    runs-on: x\n    steps:\n      - run: terraform output\n  \
                always:\n    needs: apply\n    if: always()\n    runs-on: x\n    steps:\n      - if: failure()\n        run: terraform refresh\n      - if: vars.X\n        run: terraform show\n";
    assert_eq!(
        workflow(text),
        [
            "pull_request: plan>  plan",
            "?pull_request: always>  show",
            "push: plan>  plan",
            "push: apply>  apply",
            "push: after>  output",
            "?push: always>  show",
        ]
    );
}

#[test]
fn called_workflows_and_actions_are_followed() {
    let caller = "on: push\nenv:\n  NOT_SEEN: x\njobs:\n  go:\n    uses: ./.github/workflows/b.yml\n    with:\n      where: live/prod\n";
    let reusable = "on:\n  workflow_call:\n    inputs:\n      where: {type: string}\n      what: {type: string, default: plan}\njobs:\n  run:\n    \
                  runs-on: x\n    defaults:\n      run:\n        working-directory: ${{ inputs.where }}\n    steps:\n      - uses: ./tools/tf\n        \
                  with:\n          command: ${{ inputs.what }}\n      - run: terraform validate\n";
    let action = "runs:\n  using: composite\n  steps:\n    - run: terraform -chdir=sub ${{ inputs.command }} ${{ inputs.rest }}\n      shell: bash\n";
    let files = [
        (".github/workflows/a.yml", caller),
        (".github/workflows/b.yml", reusable),
        ("tools/tf/action.yml", action),
    ];
    assert_eq!(
        shown(&files),
        [
            "push: go / run> sub plan",
            "push: go / run> live/prod validate"
        ]
    );
}

#[test]
fn variables_reach_later_steps() {
    let text = "on: push\nenv:\n  A: one\njobs:\n  j:\n    runs-on: x\n    env:\n      B: ${{ env.A }}/two\n    steps:\n      \
                - run: echo \"C=$B/three\" >> \"$GITHUB_ENV\"\n      - env:\n          D: ${{ env.C }}\n        run: terraform -chdir=\"$D\" plan\n      \
                - run: terraform plan\n        working-directory: ${{ secrets.X }}\n";
    assert_eq!(
        workflow(text),
        ["push: j> one/two/three plan", "push: j> … plan"]
    );
}

#[test]
fn gitlab_goes_by_stages_and_extends() {
    let text = "stages: [plan, apply]\n.base:\n  variables:\n    WHERE: live/$ENV\n  script:\n    - cd $WHERE\n    - terraform $COMMAND\n\
                plan:\n  extends: .base\n  stage: plan\n  variables:\n    COMMAND: plan\n  parallel:\n    matrix:\n      - ENV: [prod, test]\n  \
                rules:\n    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'\n";
    let found = shown(&[(".gitlab-ci.yml", text)]);
    let expected = ["prod", "test"].map(|it| format!("merge_request_event: plan> live/{it} plan"));
    assert_eq!(found, expected);
}

#[test]
fn what_calls_itself_ends() {
    let text = "on: [push, workflow_call]\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  b:\n    needs: c\n    runs-on: x\n    steps:\n      \
                - uses: ./x\n  c:\n    needs: b\n    runs-on: x\n    steps: []\n";
    let action = "runs:\n  using: composite\n  steps:\n    - uses: ./x\n    - uses: ./x\n";
    let files = [(".github/workflows/a.yml", text), ("x/action.yml", action)];
    assert!(shown(&files).is_empty());
    let mut gitlab = String::from(
        "a:\n  extends: b\n  script: x\nb:\n  extends: [a, b]\n  script: x\ninclude: .gitlab-ci.yml\n",
    );
    assert!(shown(&[(".gitlab-ci.yml", &gitlab)]).is_empty());
    gitlab.push('\'');
    assert!(shown(&[(".gitlab-ci.yml", &gitlab)]).is_empty());
}

#[test]
fn terraform_in_a_container_is_terraform() {
    let step = |command: &str| {
        let text =
            format!("on: push\njobs:\n  j:\n    runs-on: x\n    steps:\n      - run: {command}\n");
        workflow(&text).iter().any(|one| one.ends_with(" apply"))
    };
    for command in [
        "docker run --rm -v $PWD:/w -w /w hashicorp/terraform:1.11 apply",
        "docker run -e A=b docker.io/hashicorp/terraform apply -auto-approve",
        "docker run hashicorp/terraform:$VERSION -chdir=live apply",
        "podman run ghcr.io/opentofu/opentofu:1.9 apply",
    ] {
        assert!(step(command), "{command}");
    }
    for command in [
        "docker run --entrypoint sh hashicorp/terraform:1.11 apply",
        "docker run example/hashicorp-terraform apply",
        "docker pull hashicorp/terraform:1.11",
    ] {
        assert!(!step(command), "{command}");
    }
}

/// Whether an apply hangs on nothing that whoever makes a change cannot decide.
fn is_for_the_taking(jobs: &str) -> bool {
    let text = format!("on: pull_request\njobs:\n{jobs}");
    let files = [(".github/workflows/a.yml", text.as_str())];
    let pipelines = Pipelines::read(&Sources::from_memory(files));
    let tasks = pipelines
        .executions
        .iter()
        .flat_map(super::Execution::tasks);
    let mut applies = tasks.filter(|(_, task, _)| match &task.kind {
        TaskKind::Terraform(terraform) => terraform.applies(),
        _ => false,
    });
    let (_, _, doubt) = applies.next().unwrap();
    doubt.is_none_or(|cause| cause.is_of_change)
}

#[test]
fn what_a_change_touches_decides_nothing_that_its_author_cannot() {
    let changes = |steps: &str, condition: &str| {
        format!(
            "  changes:\n    runs-on: x\n    outputs:\n      tf: ${{{{ steps.f.outputs.tf }}}}\n    steps:\n{steps}  \
             apply:\n    needs: changes\n    if: {condition}\n    runs-on: x\n    steps:\n      - run: terraform apply\n"
        )
    };
    let filter = "      - id: f\n        uses: dorny/paths-filter@v3\n";
    let diff = "      - id: f\n        run: echo \"tf=$(git diff --name-only origin/main)\" >> $GITHUB_OUTPUT\n";
    let asks = "      - id: f\n        run: if [ $GITHUB_ACTOR = me ]; then git diff; echo tf=1 >> $GITHUB_OUTPUT; fi\n";
    let unknown = "      - id: f\n        uses: example/decide@v1\n";
    let plain = "needs.changes.outputs.tf == 'true'";
    assert!(is_for_the_taking(&changes(filter, plain)));
    assert!(is_for_the_taking(&changes(
        diff,
        "needs.changes.outputs.tf != ''"
    )));
    assert!(is_for_the_taking(&changes(
        filter,
        "${{ needs.changes.outputs.tf == 'true' || vars.X }}"
    )));
    assert!(!is_for_the_taking(&changes(asks, plain)));
    assert!(!is_for_the_taking(&changes(unknown, plain)));
    assert!(!is_for_the_taking(&changes(
        filter,
        "${{ needs.changes.outputs.tf == 'true' && vars.X }}"
    )));
}
