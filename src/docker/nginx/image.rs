//! What an image of nginx serves: its configuration, and the files beside it.

use std::collections::BTreeMap;

use super::listen::listens_in;
use super::{Directive, Doubt, Listen, Reply, Request, content, read, reply};
use crate::docker::{Base, Dockerfile, Stage};
use crate::source::{FileId, Sources};

/// Where nginx reads its configuration.
const FOLDER: &str = "/etc/nginx";
const MAIN: &str = "/etc/nginx/nginx.conf";
const SITES: &str = "/etc/nginx/conf.d/";
const OWN_SITE: &str = "/etc/nginx/conf.d/default.conf";
const TEMPLATES: &str = "/etc/nginx/templates/";

/// The folder of the image's own pages, and those.
const OWN_PAGES: &str = "/usr/share/nginx/html";
const PAGES: [&str; 2] = ["/index.html", "/50x.html"];

/// The images that read these files and no others.
const IMAGES: [&str; 6] = [
    "nginx",
    "nginxinc/nginx-unprivileged",
    "ghcr.io/nginx/nginx-unprivileged",
    "ghcr.io/nginxinc/nginx-unprivileged",
    "public.ecr.aws/nginx/nginx",
    "public.ecr.aws/nginx/nginx-unprivileged",
];

/// An image of nginx, with what it serves.
#[derive(Debug)]
pub struct Served<'s> {
    /// What stands in the block `http`, with what it includes.
    pub(super) http: Vec<Directive>,
    sources: &'s Sources,
    file: &'s Dockerfile,
    /// Folders of the image over which others are put when it runs.
    mounts: Vec<String>,
}

impl<'s> Served<'s> {
    /// What the image of a Dockerfile serves where volumes are mounted at these paths.
    pub fn by(
        sources: &'s Sources,
        file: &'s Dockerfile,
        mounts: Vec<String>,
    ) -> Result<Self, Doubt> {
        let lineage = file.lineage();
        starts_nginx(file, &lineage)?;
        if mounts.iter().any(|mount| content::overlaps(mount, FOLDER)) {
            let reason = "a volume is mounted over nginx's configuration";
            return Err(Doubt::new(reason, None));
        }
        let is_removed = commands(&lineage)?;
        let copied = content::below(sources, file, FOLDER)?;
        let http = http(sources, file, &copied, is_removed)?;
        Ok(Self {
            http,
            sources,
            file,
            mounts,
        })
    }

    /// How a request is answered; `None` where nothing listens on its port.
    pub fn reply(&self, request: &Request<'_>) -> Result<Option<Reply>, Doubt> {
        reply::reply(self, request)
    }

    /// The `listen` directives of its servers; `None` where one of them has none of its own.
    pub fn listens(&self) -> Option<Vec<Listen>> {
        let servers = self.http.iter().filter(|it| it.name() == "server");
        let each =
            servers.map(|server| Some(listens_in(server.block())).filter(|it| !it.is_empty()));
        let each: Option<Vec<Vec<Listen>>> = each.collect();
        Some(each?.concat())
    }

    /// The paths of the files below a folder of the image, each with a slash before it.
    pub(super) fn pages(&self, root: &str) -> Result<Vec<String>, Doubt> {
        let open = |reason: &str, at| Err(Doubt::new(format!("{reason} {root}"), at));
        let mut mounts = self.mounts.iter();
        if mounts.any(|mount| content::overlaps(mount, root)) {
            return open("a volume is mounted at", None);
        }
        let lineage = self.file.lineage();
        if let Some(stage) = lineage.iter().find(|stage| !stage.runs.is_empty()) {
            return open("a command may make files in", Some(stage.span));
        }
        let copied = content::below(self.sources, self.file, root)?;
        let is_own = root == OWN_PAGES;
        if copied.is_empty() && !is_own {
            let at = lineage.last().map(|stage| stage.span);
            return open("it is not known which files the base image has in", at);
        }
        let own = PAGES.iter().filter(|_| is_own).map(|it| (*it).to_owned());
        let copied = copied.keys().map(|path| path[root.len()..].to_owned());
        Ok(own.chain(copied).collect())
    }
}

/// That the image is one of nginx's own, and starts it with the configuration that it reads by itself.
fn starts_nginx(file: &Dockerfile, lineage: &[&Stage]) -> Result<(), Doubt> {
    let is_nginx = |stage: &&Stage| matches!(&stage.base, Base::Image(image) if IMAGES.contains(&image.short_name()));
    let Some(base) = lineage.last().filter(|stage| is_nginx(stage)) else {
        let reason = format!("{} does not start from an image of nginx", file.path);
        return Err(Doubt::new(reason, lineage.last().map(|stage| stage.span)));
    };
    for words in lineage.iter().flat_map(|stage| &stage.starts) {
        if !is_plain_start(words) {
            let reason = format!("{} starts something else than plain nginx", file.path);
            return Err(Doubt::new(reason, Some(base.span)));
        }
    }
    Ok(())
}

/// Whether this starts nginx with no other configuration, or says some arguments of it.
fn is_plain_start(words: &[String]) -> bool {
    // A text for a shell is one word.
    let words: Vec<&str> = match words {
        [text] if !text.contains(['&', '|', '<', '>', '$', '`']) => {
            text.split_ascii_whitespace().collect()
        }
        words => words.iter().map(String::as_str).collect(),
    };
    let words = match words.as_slice() {
        ["exec", rest @ ..] => rest,
        all => all,
    };
    let is_nginx = |word: &str| {
        word.starts_with('-')
            || matches!(word, "/docker-entrypoint.sh")
            || word.rsplit('/').next() == Some("nginx")
    };
    let is_other = |word: &&str| word.starts_with("-c") || word.starts_with("-p");
    words.first().is_none_or(|first| is_nginx(first)) && !words.iter().any(is_other)
}

/// Whether a command removes the image's own site. A command that does anything else to the configuration is a doubt.
fn commands(lineage: &[&Stage]) -> Result<bool, Doubt> {
    let mut is_removed = false;
    for stage in lineage {
        for command in &stage.runs {
            let words: Vec<&str> = command.split_ascii_whitespace().collect();
            match words.as_slice() {
                ["rm", OWN_SITE] | ["rm", "-f" | "-rf" | "-v", OWN_SITE] => is_removed = true,
                _ if ["/etc", "nginx", "conf.d", ".conf", "sed "]
                    .iter()
                    .any(|it| command.contains(it)) =>
                {
                    let reason = "a command may change nginx's configuration";
                    return Err(Doubt::new(reason, Some(stage.span)));
                }
                _ => {}
            }
        }
    }
    Ok(is_removed)
}

/// What stands in the block `http`.
fn http(
    sources: &Sources,
    file: &Dockerfile,
    copied: &BTreeMap<String, FileId>,
    is_removed: bool,
) -> Result<Vec<Directive>, Doubt> {
    if copied.keys().any(|path| path.starts_with(TEMPLATES)) {
        let reason = "nginx's configuration is made from templates when it starts";
        return Err(Doubt::new(reason, None));
    }
    let mut sites = Vec::new();
    let is_site = |path: &str| {
        let name = path.strip_prefix(SITES);
        // nginx compares the case of names, as the file system does.
        let name = name.and_then(|name| name.strip_suffix(".conf"));
        name.is_some_and(|name| !name.contains('/'))
    };
    for (_, id) in copied.iter().filter(|(path, _)| is_site(path)) {
        sites.extend(read::directives(*id, &sources.text(*id).content)?);
    }
    let Some(main) = copied.get(MAIN) else {
        if sites.is_empty() {
            let reason = format!(
                "{} copies no configuration of nginx from the repository",
                file.path
            );
            return Err(Doubt::new(reason, file.lineage().last().map(|it| it.span)));
        }
        return with_own_site(copied, is_removed).map(|()| sites);
    };
    let main = read::directives(*main, &sources.text(*main).content)?;
    let mut found = Vec::new();
    for level in main {
        match level.name() {
            "http" => {
                for directive in level.block.unwrap_or_default() {
                    match (directive.name(), directive.argument(0)) {
                        ("include", "mime.types" | "/etc/nginx/mime.types") => {}
                        ("include", "conf.d/*.conf" | "/etc/nginx/conf.d/*.conf") => {
                            with_own_site(copied, is_removed)?;
                            found.append(&mut sites);
                        }
                        ("include", _) => return Err(Doubt::of(&directive)),
                        _ => found.push(directive),
                    }
                }
            }
            "include" => return Err(Doubt::of(&level)),
            _ => {}
        }
    }
    Ok(found)
}

/// That the image's own site is not among the sites.
fn with_own_site(copied: &BTreeMap<String, FileId>, is_removed: bool) -> Result<(), Doubt> {
    if is_removed || copied.contains_key(OWN_SITE) {
        return Ok(());
    }
    let reason = format!("the image's own {OWN_SITE} is there as well");
    Err(Doubt::new(reason, None))
}
