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

/// To a file that is there as a whole or not at all, whatever happens meanwhile: it is written beside it, and takes its name
/// at the end.
///
/// # Errors
/// A sentence: it cannot be written.
pub fn replace(path: &Path, bytes: &[u8], texts: &Texts) -> Result<(), String> {
    let written = by_another(path, texts, |file| std::fs::write(file, bytes))?;
    let name = path.display().to_string();
    written.map_err(|error| refusal("cli.cannot_write", &name, &error, texts))
}

/// The same for what something else writes, given the name of the file beside it. What that fails for is returned.
///
/// # Errors
/// A sentence: the file cannot get its name.
pub fn by_another<E>(
    path: &Path,
    texts: &Texts,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<Result<(), E>, String> {
    // What is no file, such as /dev/stdout, has no place beside it.
    if path.exists() && !path.is_file() {
        return Ok(write(path));
    }
    // Through a link, to where it leads.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    if let Err(trouble) = write(&beside) {
        std::fs::remove_file(&beside).ok();
        return Ok(Err(trouble));
    }
    let name = path.display().to_string();
    std::fs::rename(&beside, &path).map(Ok).map_err(|error| {
        std::fs::remove_file(&beside).ok();
        refusal("cli.cannot_write", &name, &error, texts)
    })
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
