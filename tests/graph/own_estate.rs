//! The picture of this repository's own infrastructure, which the README shows.

use std::fs;
use std::path::Path;

use iaclint::config;
use iaclint::report::PictureFormat;
use iaclint::source::walk;

use super::{pictures, written};

#[test]
fn the_picture_in_the_documentation_is_that_of_the_infrastructure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut config, _) = config::load(root, None).unwrap();
    // The schemas of data files say nothing about networks, and need files of their own.
    config.schemas.clear();
    let sources = walk::walk(root).unwrap();
    let all = pictures(&sources, &config);
    let mut prod = all
        .into_iter()
        .filter(|it| it.environment.as_deref() == Some("prod"));
    let prod = [prod.next().unwrap()];
    assert_eq!(prod[0].marks.len(), 0, "{:?}", prod[0].marks);
    let text = written(PictureFormat::Svg, &prod);
    let path = root.join("docs/prod.svg");
    if std::env::var_os("IACLINT_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap();
    assert!(
        known == text,
        "docs/prod.svg is not current: run IACLINT_UPDATE=1 cargo test --test graph, and look at it"
    );
}
