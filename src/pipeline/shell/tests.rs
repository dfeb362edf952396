use std::collections::BTreeMap;

use super::super::phrase::{Cause, Phrase, Piece};
use super::{Ran, Script, Setting, run};
use crate::source::{FileId, Sources, Span};

fn sources() -> Sources {
    Sources::from_memory([
        ("live/prod/us-east-1/alb/main.tf", ""),
        ("live/prod/us-east-1/vpc/main.tf", ""),
        ("live/test/us-east-1/vpc/main.tf", ""),
        (
            "bin/deploy",
            "#!/usr/bin/env bash\nset -e\nterraform -chdir=\"live/$1\" apply\n",
        ),
    ])
}

/// What is run, each as `folder> words`, with a `?` before what may not be. A `§` in a script is not known.
fn shown(text: &str) -> Vec<String> {
    let sources = sources();
    let mut phrase = Phrase::default();
    for (at, part) in text.split('§').enumerate() {
        if at > 0 {
            phrase.push(Piece::Open(Cause::new("asked")));
        }
        phrase.push_text(part);
    }
    let script = Script::of_phrase(&sources, &phrase, Span::file_start(FileId(0)));
    let variables = [("ENVIRONMENT", "prod"), ("LIST", "a b")];
    let setting = Setting {
        sources: &sources,
        variables: variables
            .map(|(name, value)| (name.to_owned(), Phrase::from(value)))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        folder: Phrase::default(),
    };
    let one = |ran: &Ran| {
        let words: Vec<String> = ran.words.iter().map(Phrase::shown).collect();
        let doubt = if ran.doubt.is_some() { "?" } else { "" };
        format!("{doubt}{}> {}", ran.folder.shown(), words.join(" "))
    };
    match run(&script, &setting) {
        Ok(ran) => ran.iter().map(one).collect(),
        Err(cause) => vec![cause.to_string()],
    }
}

#[test]
fn folders_are_followed() {
    assert_eq!(
        shown("cd live/prod && terraform plan"),
        ["live/prod> terraform plan"]
    );
    assert_eq!(
        shown("cd live\n(cd prod; terraform plan)\nterraform fmt\ncd ..\nls"),
        ["live/prod> terraform plan", "live> terraform fmt", "> ls"]
    );
    assert_eq!(
        shown("pushd live > /dev/null; a; popd; b"),
        ["live> a", "> b"]
    );
    assert_eq!(shown("cd \"$HOME\"; a"), ["…> a"]);
    assert_eq!(shown("cd ../..; a"), ["…> a"]);
}

#[test]
fn loops_over_known_words_are_taken_word_by_word() {
    assert_eq!(
        shown("for x in vpc \"alb\"; do t -chdir=live/$x; done"),
        ["> t -chdir=live/vpc", "> t -chdir=live/alb"]
    );
    assert_eq!(shown("for x in $LIST; do t $x; done"), ["> t a", "> t b"]);
    assert_eq!(
        shown("l=(x y)\nl+=(z)\nfor i in \"${l[@]}\"; do t \"$i\"; done"),
        ["> t x", "> t y", "> t z"]
    );
    assert_eq!(
        shown("for s in \"live/$ENVIRONMENT\"/*/*/; do s=${s%/}; t \"$s\" ${s##*/}; done"),
        [
            "> t live/prod/us-east-1/alb alb",
            "> t live/prod/us-east-1/vpc vpc"
        ]
    );
    assert_eq!(
        shown("for s in $(ls -d live/*); do t $s; done"),
        ["> t live/prod", "> t live/test"]
    );
    assert_eq!(shown("for s in §; do t $s; done"), ["> t …"]);
    assert_eq!(shown("while read -r s; do t $s; done < list"), ["?> t …"]);
}

#[test]
fn tests_decide_where_their_answer_is_known() {
    assert_eq!(
        shown("if [ \"$ENVIRONMENT\" = prod ]; then a; else b; fi"),
        ["> a"]
    );
    assert_eq!(
        shown("if [[ $ENVIRONMENT != \"prod\" ]]; then a; elif true; then b; fi"),
        ["> b"]
    );
    assert_eq!(
        shown("if [ § = prod ]; then a; else b; fi; c"),
        ["?> a", "?> b", "> c"]
    );
    assert_eq!(shown("[ -z \"$ENVIRONMENT\" ] && a"), Vec::<String>::new());
    assert_eq!(shown("[ \"$X\" = 1 ] && a"), ["?> a"]);
    assert_eq!(
        shown("case $ENVIRONMENT in\n  test) a ;;\n  pr*) b ;;\n  *) c ;;\nesac"),
        ["> b"]
    );
    assert_eq!(shown("case § in a) a ;; *) b ;; esac"), ["?> a", "?> b"]);
}

#[test]
fn what_follows_a_command_hangs_on_its_success_only_where_it_asks() {
    assert_eq!(shown("init && apply"), ["> init", "> apply"]);
    assert_eq!(shown("init || fix"), ["> init", "?> fix"]);
    assert_eq!(shown("grep -q x y && apply"), ["> grep -q x y", "?> apply"]);
    assert_eq!(shown("if §; then exit 0; fi\napply"), ["> …", "?> apply"]);
    assert_eq!(
        shown("init || { echo no; exit 1; }\napply"),
        ["> init", "?> echo no", "> apply"]
    );
    assert_eq!(shown("exit 0\napply"), Vec::<String>::new());
}

#[test]
fn what_may_be_set_is_not_known_afterwards() {
    assert_eq!(shown("E=a; if §; then E=b; fi; t $E"), ["> …", "> t …"]);
    assert_eq!(shown("E=a; (E=b); t $E"), ["> t a"]);
    assert_eq!(shown("E=$(git x); t \"$E/y\""), ["> git x", "> t …/y"]);
    assert_eq!(shown("E=${F:-${ENVIRONMENT}}; t $E"), ["> t …"]);
    assert_eq!(shown("f() { t \"$1\" ${2:-z}; }\nf a"), ["> t a z"]);
}

#[test]
fn documents_comments_and_redirections_are_no_commands() {
    assert_eq!(
        shown("cat <<'EOF' > x # terraform apply\nterraform apply\nEOF\na 2>&1 | b >> y &> z"),
        ["> cat", "> a", "> b"]
    );
    assert_eq!(
        shown("a \\\n  --b \"c\\\"d\" 'e f' g\\ h"),
        ["> a --b c\"d e f g h"]
    );
    assert_eq!(
        shown("x='terraform apply'; echo \"$x\""),
        ["> echo terraform apply"]
    );
    assert_eq!(shown("diff <(a) <(b)"), ["> a", "> b", "> diff … …"]);
}

#[test]
fn scripts_of_the_repository_are_followed() {
    assert_eq!(
        shown("./bin/deploy prod/vpc"),
        ["> set -e", "> terraform -chdir=live/prod/vpc apply"]
    );
    assert_eq!(shown("bash -c 'cd live; a'"), ["live> a"]);
    assert_eq!(shown("./bin/nothing x"), ["> ./bin/nothing x"]);
}

#[test]
fn a_script_that_is_none_is_not_guessed_at() {
    let refused = ["the script is written in a way that is not understood"];
    for text in [
        "if x; then",
        "a \"b",
        "for x in a; do b",
        "$(a",
        "case x in",
        ")",
        "a ( b",
    ] {
        assert_eq!(shown(text), refused, "{text}");
    }
    for text in ["(", "$(", "{ ", "if ", "! ", "\"${a:-"] {
        assert_eq!(shown(&text.repeat(100_000)), refused, "{text}");
    }
    let many = format!(
        "{}a{}",
        "for x in 1 2 3 4 5 6 7 8 9; do ".repeat(12),
        "; done".repeat(12)
    );
    assert_eq!(
        shown(&many),
        ["the script runs more commands than are followed"]
    );
}
