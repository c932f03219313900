//! Animations as a user gets them: decoded again, compared with single pictures, and opened by other programs.

use gif::{ColorOutput, DecodeOptions, DisposalMethod, Repeat};
use std::fs::{self, File};
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A run of some steps with a picture of every kind: a map, curves, letters.
const RUN: [&str; 5] = [
    "render",
    "optimizers",
    "--set",
    "rule=momentum",
    "--steps=40",
];
const SMALL: [&str; 4] = ["--size", "400x260", "--scale", "1"];

fn thetaflow(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thetaflow"));
    let command = command.args(arguments).env("LC_ALL", "C");
    command.output().expect("the program starts")
}

/// Where a test writes. Nothing of an earlier one is there.
fn place(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_file(&path).ok();
    path
}

/// What is written to a file of this name.
fn made(name: &str, arguments: &[&str]) -> Vec<u8> {
    let path = place(name);
    let output = thetaflow(&[arguments, &["-o", path.to_str().expect("a name")]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    // Nobody looks at a terminal.
    assert_eq!(said, "", "{arguments:?}");
    fs::read(&path).expect("it is there")
}

fn animated(name: &str, more: &[&str]) -> Vec<u8> {
    made(name, &[&RUN[..], &SMALL, more].concat())
}

fn refusal(name: &str, arguments: &[&str]) -> String {
    let path = place(name);
    let path = path.to_str().expect("a name");
    let output = thetaflow(&[&RUN[..], arguments, &["-o", path]].concat());
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(!Path::new(path).exists(), "{arguments:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// Frames as they are seen, and how long: in seconds.
struct Seen {
    size: (u32, u32),
    frames: Vec<(Vec<u8>, f64)>,
}

impl Seen {
    fn seconds(&self) -> f64 {
        self.frames.iter().map(|frame| frame.1).sum()
    }

    fn pixels(&self, frame: usize) -> &[u8] {
        &self.frames[frame].0
    }

    fn last(&self) -> &[u8] {
        self.pixels(self.frames.len() - 1)
    }

    /// Lays a part over what was seen last; `keeps` are pixels that stay.
    fn lay(
        &mut self,
        (left, top, width): (u32, u32, u32),
        pixels: &[u8],
        seconds: f64,
        (begins_anew, keeps): (bool, impl Fn(&[u8]) -> bool),
    ) {
        let blank = vec![0; 4 * (self.size.0 * self.size.1) as usize];
        let before = self.frames.last().filter(|_| !begins_anew);
        let mut picture = before.map_or(blank, |(pixels, _)| pixels.clone());
        for (row, line) in pixels.chunks(4 * width as usize).enumerate() {
            for (column, pixel) in line.chunks(4).enumerate() {
                let at = 4 * ((top as usize + row) * self.size.0 as usize + left as usize + column);
                if !keeps(pixel) {
                    picture[at..at + 4].copy_from_slice(pixel);
                }
            }
        }
        self.frames.push((picture, seconds));
    }
}

fn apng(bytes: &[u8]) -> Seen {
    let mut reader = png::Decoder::new(Cursor::new(bytes))
        .read_info()
        .expect("a PNG");
    let info = reader.info();
    let control = *info.animation_control().expect("it is animated");
    assert_eq!(control.num_plays, 0, "for ever");
    let mut seen = Seen {
        size: (info.width, info.height),
        frames: Vec::new(),
    };
    for _ in 0..control.num_frames {
        let mut buffer = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut buffer).expect("a frame");
        let frame = *reader.info().frame_control().expect("a frame");
        buffer.truncate(4 * (frame.width * frame.height) as usize);
        let is_over = frame.blend_op == png::BlendOp::Over;
        let seconds = f64::from(frame.delay_num) / f64::from(frame.delay_den);
        let place = (frame.x_offset, frame.y_offset, frame.width);
        seen.lay(
            place,
            &buffer,
            seconds,
            (false, |pixel: &[u8]| is_over && pixel[3] == 0),
        );
    }
    seen
}

fn gif(bytes: &[u8]) -> Seen {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(bytes)).expect("a GIF");
    let mut seen = Seen {
        size: (decoder.width().into(), decoder.height().into()),
        frames: Vec::new(),
    };
    let mut cleared = true;
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        let place = (frame.left.into(), frame.top.into(), frame.width.into());
        let seconds = f64::from(frame.delay) / 100.0;
        let keeps = |pixel: &[u8]| pixel[3] == 0;
        seen.lay(place, &frame.buffer, seconds, (cleared, keeps));
        cleared = frame.dispose == DisposalMethod::Background;
    }
    assert!(matches!(decoder.repeat(), Repeat::Infinite));
    seen
}

/// The picture of one step.
fn still(step: u32, more: &[&str]) -> Vec<u8> {
    let state = format!("lab=optimizers&rule=momentum&steps=40&step={step}");
    let arguments = [&["render", "--state", &state][..], &SMALL, more].concat();
    let name = format!("still-{step}-{}.png", more.len());
    let bytes = made(&name, &arguments);
    let mut reader = png::Decoder::new(Cursor::new(bytes))
        .read_info()
        .expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("a picture");
    pixels
}

/// How far two pictures are apart: the mean difference of a channel, from 0 to 255.
fn apart(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let differences = one
        .iter()
        .zip(other)
        .map(|(one, other)| one.abs_diff(*other));
    differences.map(f64::from).sum::<f64>() / one.len() as f64
}

const MOVING: [&str; 6] = ["--animate", "10..40", "--fps", "10", "--seconds", "2"];

#[test]
fn an_apng_has_the_pictures_of_its_steps() {
    let seen = apng(&animated("steps.png", &MOVING));
    assert_eq!(seen.size, (400, 260));
    assert_eq!(seen.frames.len(), 20);
    assert!((seen.seconds() - 2.0).abs() < 1e-9);
    assert!(seen.pixels(0) == still(10, &[]));
    assert!(seen.last() == still(40, &[]));
    assert!(
        apart(seen.pixels(0), seen.last()) > 0.1,
        "they can be told apart"
    );
}

#[test]
fn a_gif_has_the_pictures_of_its_steps() {
    let seen = gif(&animated("steps.gif", &MOVING));
    assert_eq!(seen.size, (400, 260));
    assert_eq!(seen.frames.len(), 20);
    assert!((seen.seconds() - 2.0).abs() < 1e-9);
    let [first, last] = [10, 40].map(|step| still(step, &[]));
    for (frame, picture) in [(seen.pixels(0), &first), (seen.last(), &last)] {
        assert!(apart(frame, picture) < 2.0, "{}", apart(frame, picture));
        // The background stays white.
        assert_eq!(frame[..4], [255; 4]);
    }
    assert!(apart(seen.pixels(0), &first) < apart(seen.pixels(0), &last));
}

#[test]
fn the_look_is_that_of_a_picture() {
    let look = ["--theme", "dark", "--legend", "--line-width", "2"];
    let seen = apng(&animated("look.apng", &[&MOVING[..], &look].concat()));
    assert!(seen.last() == still(40, &look));
    let transparent = ["--transparent"];
    let seen = apng(&animated(
        "transparent.png",
        &[&MOVING[..], &transparent].concat(),
    ));
    assert!(seen.last() == still(40, &transparent));
    let seen = gif(&animated(
        "transparent.gif",
        &[&MOVING[..], &transparent].concat(),
    ));
    assert_eq!(seen.last()[3], 0, "nothing is behind it");
    let visible = |pixels: &[u8]| pixels.chunks(4).filter(|pixel| pixel[3] >= 128).count();
    // What has gone is gone.
    assert_eq!(visible(seen.last()), visible(&still(40, &transparent)));
}

#[test]
fn a_frame_that_does_not_change_is_held() {
    let few = ["--animate", "3..5", "--fps", "20", "--seconds", "3"];
    let apng = apng(&animated("held.png", &few));
    assert_eq!(apng.frames.len(), 3);
    assert!((apng.seconds() - 3.0).abs() < 1e-9);
    let gif = gif(&animated("held.gif", &few));
    assert_eq!(gif.frames.len(), 3);
    assert!((gif.seconds() - 3.0).abs() < 1e-9);
    assert!(gif.frames[1].1 > 1.0);
}

#[test]
fn a_run_that_ends_early_is_held_there() {
    let ends = [
        "--set",
        "lr=0.5",
        "--set",
        "landscape=rosenbrock",
        "--set",
        "rule=sgd",
    ];
    let path = [
        &ends[..],
        &["--animate", "..", "--fps", "10", "--seconds", "4"],
    ]
    .concat();
    let seen = apng(&animated("diverged.png", &path));
    assert!(seen.frames.len() < 40, "{}", seen.frames.len());
    assert!((seen.seconds() - 4.0).abs() < 1e-9);
    let last = ["--animate", "38..40"];
    let refusal = refusal("ended.png", &[&ends[..], &last].concat());
    assert!(refusal.contains("nothing to see moving"), "{refusal}");
}

#[test]
fn the_same_run_makes_the_same_bytes() {
    for (one, other) in [("one.gif", "other.gif"), ("one.png", "other.png")] {
        assert!(animated(one, &MOVING) == animated(other, &MOVING));
    }
}

#[test]
fn every_lab_moves() {
    for (lab, more) in [
        ("estimators", &["--steps=20"][..]),
        ("angles", &["--steps=20"]),
        ("gans", &["--set", "view=dirac", "--steps=20"]),
    ] {
        let arguments = [&["render", lab][..], more, &SMALL].concat();
        let few = ["--animate", "..", "--fps", "2", "--seconds", "2"];
        let seen = gif(&made(
            &format!("{lab}.gif"),
            &[&arguments[..], &few].concat(),
        ));
        assert_eq!(seen.frames.len(), 4, "{lab}");
        assert!(apart(seen.pixels(0), seen.last()) > 0.1, "{lab}");
    }
}

#[test]
fn mistakes_get_a_sentence() {
    let steps = |range: &'static str| refusal("refused.gif", &["--animate", range]);
    for (range, words) in [
        ("40..10", "does not come after the first"),
        ("7..7", "does not come after the first"),
        ("0..41", "Allowed: steps from 0 to 40"),
        ("0-40", "FIRST..LAST"),
        ("-3..40", "FIRST..LAST"),
        ("0..many", "FIRST..LAST"),
        ("", "FIRST..LAST"),
    ] {
        let said = steps(range);
        assert!(said.contains(words) && said.contains("--animate"), "{said}");
    }
    let with =
        |more: &[&'static str]| refusal("refused.gif", &[&["--animate", ".."][..], more].concat());
    assert!(with(&["--fps", "60"]).contains("from 1 to 50"));
    assert!(with(&["--fps", "12.5"]).contains("whole number"));
    assert!(with(&["--seconds", "0"]).contains("from 0.1"));
    assert!(with(&["--seconds", "long"]).contains("--seconds: “long”"));
    assert!(with(&["--seconds", "1000"]).contains("25000 frames"));
    assert!(refusal("refused.jpg", &["--animate", ".."]).contains(".png, .apng, .gif"));
    assert!(refusal("refused.gif", &[]).contains("It needs --animate"));
    assert!(refusal("refused.png", &["--fps", "9"]).contains("--animate"));
    assert!(refusal("none/refused.gif", &["--animate", "1..2"]).contains("no such folder"));
}

#[test]
fn what_was_there_stays_until_all_of_it_is_there() {
    let path = place("kept.png");
    fs::write(&path, "before").expect("room");
    let name = path.to_str().expect("a name");
    let arguments = [&RUN[..], &["--animate", "..", "-o", name]].concat();
    let mut running = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
        .args(&arguments)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    running.kill().ok();
    running.wait().expect("it ends");
    let now = fs::read(&path).expect("it is there");
    // Killed before its end, unless the machine is very fast.
    assert!(now == b"before" || apng(&now).frames.len() > 1);
    let refused = thetaflow(&[&arguments[..], &["--seconds", "0"]].concat());
    assert!(!refused.status.success());
    assert!(fs::read(&path).expect("it is there") == now);
    let folder = path.parent().expect("a folder");
    let left = fs::read_dir(folder).expect("a folder").flatten();
    let names = left.map(|entry| entry.file_name().to_string_lossy().into_owned());
    assert_eq!(
        names.filter(|name| name.starts_with(".kept.png")).count(),
        0
    );
}

/// Whether a program is installed; else says that it is not asked.
fn has(program: &str) -> bool {
    // The stand-in for ImageMagick on some machines knows no -version.
    let asked = Command::new(program).arg("-version").output();
    let is_there = asked.is_ok_and(|output| output.status.success());
    if !is_there {
        println!(
            "{program} is not installed: what it makes of an animation is not tested. On Debian: \
             apt-get install imagemagick ffmpeg"
        );
    }
    is_there
}

fn told(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect("it starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn imagemagick_opens_the_gif() {
    if !has("identify") {
        return;
    }
    animated("magick.gif", &MOVING);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("magick.gif");
    let said = told(
        "identify",
        &["-format", "%T %W %H\n", path.to_str().expect("a name")],
    );
    assert_eq!(said.lines().collect::<Vec<_>>(), ["10 400 260"; 20]);
}

#[test]
fn ffmpeg_opens_all_of_them() {
    if !has("ffprobe") {
        return;
    }
    for (name, codec) in [("probe.png", "apng"), ("probe.gif", "gif")] {
        animated(name, &MOVING);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let asked = "stream=codec_name,width,height,nb_read_frames";
        let format = if codec == "apng" { "apng" } else { "gif" };
        let arguments = [
            "-v",
            "error",
            "-f",
            format,
            "-count_frames",
            "-show_entries",
            asked,
        ];
        let shape = ["-of", "csv=p=0", path.to_str().expect("a name")];
        let said = told("ffprobe", &[&arguments[..], &shape].concat());
        assert_eq!(said.trim(), format!("{codec},400,260,20"));
    }
}

#[test]
fn videos_are_made_where_ffmpeg_is() {
    if !has("ffmpeg") || !has("ffprobe") {
        return;
    }
    let codecs = told("ffmpeg", &["-v", "error", "-encoders"]);
    for (name, codec, encoder) in [
        ("run.mp4", "h264", "libx264"),
        ("run.webm", "vp9", "libvpx-vp9"),
    ] {
        if !codecs.contains(encoder) {
            println!("this ffmpeg has no {encoder}: {name} is not tested");
            continue;
        }
        // Odd sides, which a video cannot have.
        let odd = [
            "--size",
            "301x201",
            "--scale",
            "1",
            "--animate",
            "..",
            "--fps",
            "10",
        ];
        let odd = [&RUN[..], &odd, &["--seconds", "2"]].concat();
        let one = made(name, &odd);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let asked = "stream=codec_name,width,height,nb_read_frames";
        let arguments = ["-v", "error", "-count_frames", "-show_entries", asked];
        let shape = ["-of", "csv=p=0", path.to_str().expect("a name")];
        let said = told("ffprobe", &[&arguments[..], &shape].concat());
        assert_eq!(said.trim(), format!("{codec},302,202,20"));
        assert!(one == made(name, &odd), "the same bytes");
    }
}

#[test]
fn without_ffmpeg_a_sentence_says_what_there_is_instead() {
    let path = place("none.mp4");
    let output = Command::new(env!("CARGO_BIN_EXE_thetaflow"))
        .args(RUN)
        .args(["--animate", "0..2", "-o", path.to_str().expect("a name")])
        .env("LC_ALL", "C")
        .env("PATH", "")
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("ffmpeg") && said.contains(".gif") && said.contains("In the page"));
    assert!(!path.exists());
}

#[test]
fn the_file_is_read_from_its_beginning() {
    // A program that knows of no animations shows the first frame.
    let path = place("first.png");
    animated("first.png", &MOVING);
    let file = BufReader::new(File::open(path).expect("it is there"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("a picture");
    assert!(pixels == still(10, &[]));
}
