//! Texts that stand for what is not in the repository: what a call of a well-known module leads to.
//!
//! Nobody can edit them, so no finding may lie in one: [`Sources::visible`] leads back to the call.

use std::sync::OnceLock;

use super::past::FIRST;
use super::{Directory, DirectoryId, FileId, FileKind, SourceFile, Sources, Span, Text, past};

impl Sources {
    /// A folder of such texts, by file name, for the call at `call`. `None` where there are too many of them.
    pub fn add_stand_in(
        &self,
        path: &str,
        call: Span,
        texts: Vec<(String, String)>,
    ) -> Option<DirectoryId> {
        let listing = &mut *self.past.lock();
        let mut directory = Directory {
            path: path.to_owned(),
            parent: None,
            files: Vec::new(),
            directories: Vec::new(),
        };
        for (name, content) in texts {
            let number = past::next(&mut listing.file_count).ok()?;
            self.past.calls.cell(number).get_or_init(|| call);
            self.past.files.cell(number).get_or_init(|| SourceFile {
                path: format!("{path}/{name}"),
                kind: FileKind::of(&name),
                size: content.len() as u64,
                text: OnceLock::from(Text::decode(content.into_bytes())),
            });
            directory.files.push((name, FileId(FIRST + number)));
        }
        directory.files.sort();
        let number = past::next(&mut listing.directory_count).ok()?;
        self.past.directories.cell(number).get_or_init(|| directory);
        Some(DirectoryId(FIRST + number))
    }

    /// The call that a file stands for; `None` for a file of the repository.
    pub fn stands_for(&self, file: FileId) -> Option<Span> {
        let number = file.past_number()?;
        self.past.calls.cell(number).get().copied()
    }

    /// A place that somebody can look at: what stands in a text for a module call is that call.
    pub fn visible(&self, span: Span) -> Span {
        let mut place = span;
        while let Some(call) = self.stands_for(place.file) {
            place = call;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FileId, Sources, Span};

    #[test]
    fn a_place_in_a_stand_in_is_the_call() {
        let sources = Sources::from_memory([("a.tf", "module \"x\" {}\n")]);
        let call = Span::new(sources.find_file("a.tf").unwrap(), 0, 10);
        let texts = vec![("main.tf".to_owned(), "locals {}\n".to_owned())];
        let folder = sources.add_stand_in("example/x/aws", call, texts).unwrap();
        let (name, file) = &sources.directory(folder).files[0];
        assert_eq!(
            (name.as_str(), sources.text(*file).content.as_str()),
            ("main.tf", "locals {}\n")
        );
        assert_eq!(sources.visible(Span::new(*file, 3, 5)), call);
        assert_eq!(sources.visible(call), call);
        assert_eq!(sources.stands_for(FileId(0)), None);
    }
}
