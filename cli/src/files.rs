//! Files that are read and written, with sentences for what may go wrong.

use crate::encoding::decode;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use thetaflow::texts::Texts;

/// Tables and states are far shorter.
const LONGEST: u64 = 64_000_000;

/// The text in a file, in any of the usual encodings; `-` is standard input.
///
/// # Errors
/// A sentence: it cannot be read, is too long, or is no text.
pub fn read_text(path: &Path, texts: &Texts) -> Result<String, String> {
    let name = path.display().to_string();
    let source: io::Result<Box<dyn Read>> = if path == Path::new("-") {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let mut bytes = Vec::new();
    source
        .and_then(|source| source.take(LONGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| refusal("cli.cannot_read", &name, &error, texts))?;
    let sentence = |key: &str| texts.fill(key, [("file", name.as_str())]);
    if bytes.len() as u64 > LONGEST {
        return Err(sentence("cli.too_long"));
    }
    decode(&bytes).ok_or_else(|| sentence("cli.not_text"))
}

/// To a file, or to standard output, where a reader that stops reading is no mistake.
///
/// # Errors
/// A sentence: it cannot be written.
pub fn write(path: Option<&Path>, bytes: &[u8], texts: &Texts) -> Result<(), String> {
    let (name, written) = match path {
        Some(path) => (path.display().to_string(), std::fs::write(path, bytes)),
        None => {
            let mut output = io::stdout().lock();
            let written = output.write_all(bytes).and_then(|()| output.flush());
            let is_unread = matches!(&written, Err(error) if error.kind() == ErrorKind::BrokenPipe);
            ("-".to_owned(), if is_unread { Ok(()) } else { written })
        }
    };
    written.map_err(|error| refusal("cli.cannot_write", &name, &error, texts))
}

/// What the system says, in words of ours: its own are in its own language, and name no file.
fn refusal(key: &str, file: &str, error: &io::Error, texts: &Texts) -> String {
    let says = error.to_string();
    let reason = match error.kind() {
        ErrorKind::NotFound if key == "cli.cannot_write" => "no_folder",
        ErrorKind::NotFound => "not_found",
        ErrorKind::NotADirectory => "no_folder",
        ErrorKind::IsADirectory => "is_folder",
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::ReadOnlyFilesystem => "read_only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "full",
        ErrorKind::InvalidFilename => "bad_name",
        _ => "other",
    };
    let reason = texts.fill(&format!("cli.reason.{reason}"), [("says", says.as_str())]);
    texts.fill(key, [("file", file), ("reason", reason.as_str())])
}
