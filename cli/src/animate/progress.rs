//! How far it is, for who waits at a terminal. In a file of messages it would be hundreds of lines.

use std::io::{self, IsTerminal, Write};
use thetaflow::texts::Texts;

/// A line that is written over and over, and away at the end.
pub struct Progress<'t, W: Write> {
    /// None where nobody looks.
    terminal: Option<W>,
    texts: &'t Texts,
}

impl<'t> Progress<'t, io::Stderr> {
    pub fn new(texts: &'t Texts) -> Self {
        let stderr = io::stderr();
        Self {
            terminal: Some(stderr).filter(io::Stderr::is_terminal),
            texts,
        }
    }
}

impl<W: Write> Progress<'_, W> {
    /// Says that so many are done of all, by the text `cli.progress.<what>`.
    pub fn tell(&mut self, what: &str, done: usize, all: usize) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        let [done, all] = [done, all].map(|number| number.to_string());
        let gaps = [("done", done.as_str()), ("all", all.as_str())];
        let line = self.texts.fill(&format!("cli.progress.{what}"), gaps);
        // A terminal that is gone takes nothing away from the file.
        write!(terminal, "\r{line}\x1b[K").ok();
        terminal.flush().ok();
    }
}

impl<W: Write> Drop for Progress<'_, W> {
    fn drop(&mut self) {
        if let Some(terminal) = &mut self.terminal {
            write!(terminal, "\r\x1b[K").ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LABS;
    use thetaflow::texts::Language;

    #[test]
    fn it_is_one_line_that_goes_away() {
        let texts = Texts::new(Language::English, LABS.iter());
        let mut written = Vec::new();
        let mut progress = Progress {
            terminal: Some(&mut written),
            texts: &texts,
        };
        progress.tell("draw", 3, 200);
        progress.tell("draw", 4, 200);
        drop(progress);
        let written = String::from_utf8(written).expect("text");
        assert!(written.starts_with("\rDrawing: 3 of 200"), "{written:?}");
        assert!(written.ends_with("\r\x1b[K") && !written.contains('\n'));
    }
}
