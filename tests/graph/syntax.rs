//! Whether a text is well-formed, as far as a few lines can tell: XML, Mermaid's flowcharts, DOT.

use regex::Regex;

/// The elements of an XML text with their attributes, and all text between them; panics where it is not well-formed.
pub(crate) fn xml(text: &str) -> (Vec<String>, String) {
    let (mut open, mut elements, mut content) = (Vec::new(), Vec::new(), String::new());
    let mut rest = text.trim();
    assert!(rest.starts_with("<svg "));
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        assert!(!before.contains('>'), "a bare > in {before}");
        entities(before);
        content.push_str(before);
        assert!(
            !open.is_empty() || elements.is_empty(),
            "an element behind the root"
        );
        let end = tag.find('>').unwrap();
        assert!(
            !tag[1..end].contains('<'),
            "an element within a tag: {}",
            &tag[..end]
        );
        let inner = &tag[1..end];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            let (inner, is_closed) = match inner.strip_suffix('/') {
                Some(inner) => (inner, true),
                None => (inner, false),
            };
            let name = inner.split_whitespace().next().unwrap();
            attributes(&inner[name.len()..]);
            elements.push(inner.to_owned());
            if !is_closed {
                open.push(name.to_owned());
            }
        }
        rest = &tag[end + 1..];
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    let is_allowed =
        |c: char| c == '\n' || c == '\t' || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    assert!(
        text.chars().all(is_allowed),
        "a character that XML cannot hold"
    );
    (elements, content)
}

fn attributes(text: &str) {
    let attribute = Regex::new(r#"^\s+[A-Za-z:-]+="([^"<]*)""#).unwrap();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let found = attribute
            .captures(rest)
            .unwrap_or_else(|| panic!("no attribute: {rest}"));
        entities(&found[1]);
        rest = &rest[found[0].len()..];
    }
}

fn entities(text: &str) {
    for part in text.split('&').skip(1) {
        let name = part.split(';').next().unwrap();
        assert!(matches!(name, "amp" | "lt" | "gt" | "quot"), "&{name}");
    }
}

/// Whether every line is one that a flowchart may hold, frames are closed, and arrows have ends that are there.
pub(crate) fn mermaid(text: &str) {
    // What a quoted text may hold: nothing that ends it, no HTML but line breaks, and numbers of characters.
    let quoted = r#""(?:[\p{Alphabetic}\p{N}\p{M} .,:/_-]|#[0-9]+;|<br/>)*""#;
    let id = "e[0-9]+(?:n[0-9]+|r[0-9]+|n[0-9]+z[0-9]+|bare)?";
    let pattern = |text: &str| Regex::new(&text.replace("ID", id).replace("TEXT", quoted)).unwrap();
    let frame = pattern(r"^ *subgraph (ID)\[TEXT\]$");
    let node = pattern(
        r"^ *(ID)(?:\[/TEXT\\\]|\(TEXT\)|\{\{TEXT\}\}|\[\[TEXT\]\]|\[\(TEXT\)\]|\[TEXT\]|>TEXT\]|\(\[TEXT\]\))$",
    );
    let arrow = pattern(r"^ *(ID) (?:---|-\.-|-->|==>|-\.->)(?:\|TEXT\|)? (ID)$");
    let class = pattern(r"^ *(?:class (ID) (?:unknown|faulty)|classDef [a-z]+ [a-z0-9#:,. -]+)$");
    let (mut depth, mut known, mut named) = (0, Vec::new(), Vec::new());
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("flowchart TB"));
    for line in lines {
        if line.trim() == "end" {
            depth -= 1;
            assert!(depth >= 0);
        } else if let Some(found) = frame.captures(line) {
            depth += 1;
            known.push(found[1].to_owned());
        } else if let Some(found) = node.captures(line) {
            known.push(found[1].to_owned());
        } else if let Some(found) = arrow.captures(line) {
            named.extend([found[1].to_owned(), found[2].to_owned()]);
        } else if let Some(found) = class.captures(line) {
            named.extend(found.get(1).map(|it| it.as_str().to_owned()));
        } else {
            panic!("no line of a flowchart: {line}");
        }
    }
    assert_eq!(depth, 0);
    for name in named {
        assert!(known.contains(&name), "{name} is not declared");
    }
}

/// Whether every line is one that a graph may hold, braces are closed, and arrows have ends that are there.
pub(crate) fn dot(text: &str) {
    let quoted = r#""(?:[^"\\]|\\["\\n])*""#;
    let id = "e[0-9]+(?:n[0-9]+|bare)";
    let value = r"(?:TEXT|[a-zA-Z0-9.]+)";
    let pattern = |text: &str| {
        let text = text.replace("VALUE", value).replace("ID", id);
        Regex::new(&text.replace("TEXT", quoted)).unwrap()
    };
    let frame = pattern(r"^ *subgraph cluster_e[0-9]+(?:r[0-9]+|n[0-9]+)?(?:z[0-9]+)? \{$");
    let setting = pattern(r"^ *(?:[a-z]+=VALUE;? ?)+$");
    let defaults = pattern(r"^ *(?:graph|node|edge) \[[a-z]+=VALUE(?:, [a-z]+=VALUE)*\];$");
    let node = pattern(r"^ *(ID) \[[a-z]+=VALUE(?:, [a-z]+=VALUE)*\];$");
    let arrow = pattern(r"^ *(ID) -> (ID) \[[a-z]+=VALUE(?:, [a-z]+=VALUE)*\];$");
    let (mut depth, mut known, mut named) = (1, Vec::new(), Vec::new());
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("digraph infrastructure {"));
    for line in lines {
        if line.trim() == "}" {
            depth -= 1;
            assert!(depth >= 0);
        } else if frame.is_match(line) {
            depth += 1;
        } else if let Some(found) = arrow.captures(line) {
            named.extend([found[1].to_owned(), found[2].to_owned()]);
        } else if let Some(found) = node.captures(line) {
            known.push(found[1].to_owned());
        } else {
            assert!(
                setting.is_match(line) || defaults.is_match(line),
                "no line of a graph: {line}"
            );
        }
    }
    assert_eq!(depth, 0);
    for name in named {
        assert!(known.contains(&name), "{name} is not declared");
    }
}
