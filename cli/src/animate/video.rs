//! MP4 and WebM: by ffmpeg, where it is installed. There is no encoder of them that is small, free of charge and looked after
//! in Rust alone.

use super::Trouble;
use super::timing::Held;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use thetaflow::draw::Image;

/// What plays everywhere, and what is free of patents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Mp4,
    Webm,
}

impl Container {
    /// Curves stay sharp and a run of some seconds is about a megabyte.
    fn arguments(self) -> &'static str {
        match self {
            Self::Mp4 => "-c:v libx264 -preset medium -crf 18 -movflags +faststart -f mp4",
            Self::Webm => "-c:v libvpx-vp9 -crf 28 -b:v 0 -f webm",
        }
    }
}

/// Has ffmpeg write the animation to a file. The picture that is not even on both sides gets a column or row of `background`
/// (such as `#ffffff`): videos count in pairs of pixels.
///
/// # Errors
/// A picture cannot be drawn, ffmpeg is not there, or refuses.
pub fn encode(
    held: &[Held<Vec<u8>>],
    fps: u16,
    (container, background): (Container, &str),
    file: &Path,
    mut draw: impl FnMut(&[u8]) -> Result<Image, Trouble>,
) -> Result<(), Trouble> {
    let mut ffmpeg: Option<Running> = None;
    for held in held {
        let picture = draw(&held.shown)?;
        let running = match &mut ffmpeg {
            Some(running) => running,
            None => ffmpeg.insert(Running::start(
                &picture,
                fps,
                (container, background),
                file,
            )?),
        };
        for _ in 0..held.frames {
            if running.input.write_all(&picture.rgba).is_err() {
                // It has ended, and says why.
                break;
            }
        }
    }
    ffmpeg.map_or(Ok(()), Running::finish)
}

struct Running {
    input: ChildStdin,
    process: Child,
}

impl Running {
    fn start(
        picture: &Image,
        fps: u16,
        (container, background): (Container, &str),
        file: &Path,
    ) -> Result<Self, Trouble> {
        let size = format!("{}x{}", picture.width, picture.height);
        let even = format!(
            "pad=ceil(iw/2)*2:ceil(ih/2)*2:color={}",
            background.replace('#', "0x")
        );
        let mut process = Command::new("ffmpeg")
            .args("-loglevel error -y -f rawvideo -pix_fmt rgba".split(' '))
            .args(["-s", &size, "-r", &fps.to_string(), "-i", "-", "-vf", &even])
            // The same bytes from the same frames: neither date nor version.
            .args("-pix_fmt yuv420p -fflags +bitexact -flags:v +bitexact".split(' '))
            .args(container.arguments().split(' '))
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => Trouble::NoVideo,
                _ => Trouble::Encoding(error.to_string()),
            })?;
        match process.stdin.take() {
            Some(input) => Ok(Self { input, process }),
            None => Err(Trouble::NoVideo),
        }
    }

    fn finish(self) -> Result<(), Trouble> {
        drop(self.input);
        let output = (self.process.wait_with_output())
            .map_err(|error| Trouble::Encoding(error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or_default();
        Err(Trouble::Encoding(format!("ffmpeg: {first}")))
    }
}
