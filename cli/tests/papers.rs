//! Files for papers, as other programs read them: the readers of PDF, and TeX. What is not installed is skipped, and said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use thetaflow::texts::{Language, Texts};
use thetaflow_cli::labs::LABS;
use thetaflow_papers::{Fonts, untranslated};

/// A figure of every lab, and further kinds of figures, with what its picture says.
const FIGURES: [(&str, &[&str]); 9] = [
    (
        "lab=optimizers&landscape=himmelblau&rule=momentum&lr=0.003&steps=60",
        &["‖θₙ − θ(tₙ)‖", "optimizer"],
    ),
    (
        "lab=optimizers&rule_2=sgd&rule_3=momentum&steps=30",
        &["gradient descent (SGD)"],
    ),
    (
        "lab=optimizers&landscape=himmelblau&map=basins&resolution=128&steps=40",
        &["t = nh"],
    ),
    ("lab=angles&steps=40", &["p(θ)", "exact law"]),
    ("lab=angles&figure=gram&steps=20", &["σ(W)"]),
    ("lab=estimators&steps=30", &["f·s", "score function"]),
    ("lab=estimators&figure=race&steps=20", &["n"]),
    ("lab=gans&steps=40", &["MMD²"]),
    ("lab=gans&view=dirac&steps=90", &["t = nη", "modified flow"]),
];

/// A folder for files, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = format!("thetaflow-papers-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// The picture of a state in a file of this folder.
    fn render(&self, name: &str, state: &str, arguments: &[&str]) -> PathBuf {
        let file = self.0.join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_thetaflow"));
        command
            .args(["render", "--state", state, "--legend", "-o"])
            .arg(&file);
        let output = command
            .args(arguments)
            .env("LC_ALL", "C")
            .output()
            .expect("the program starts");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{state}: {told}");
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// What a program makes of its arguments, started in a folder; `None`, with a sentence, where it is not installed.
fn reader(program: &str, of_package: &str, folder: &Path, arguments: &[&str]) -> Option<Output> {
    match Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
    {
        Ok(output) => Some(output),
        Err(_) => {
            println!("skipped: {program} is not installed (Debian's package {of_package} has it)");
            None
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_pdf_has_its_fonts_and_its_texts() {
    let folder = Folder::new("pdf");
    for (index, (state, says)) in FIGURES.iter().enumerate() {
        let size = if index % 2 == 0 { "column" } else { "page" };
        folder.render("figure.pdf", state, &["--size", size]);
        let bytes = std::fs::read(folder.0.join("figure.pdf")).expect("a file");
        assert!(
            bytes.starts_with(b"%PDF-") && bytes.len() < 400_000,
            "{state}: {}",
            bytes.len()
        );

        let Some(fonts) = reader("pdffonts", "poppler-utils", &folder.0, &["figure.pdf"]) else {
            return;
        };
        let (fonts, told) = (text(&fonts.stdout), text(&fonts.stderr));
        assert_eq!(told, "", "{state}");
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{fonts:?}");
        for font in fonts {
            // Embedded, as a part, with what its letters are in Unicode.
            let yes = font
                .split_whitespace()
                .filter(|word| *word == "yes")
                .count();
            assert!(font.contains("+DejaVu") && yes == 3, "{font}");
        }
        if let Some(read) = reader(
            "pdftotext",
            "poppler-utils",
            &folder.0,
            &["figure.pdf", "-"],
        ) {
            assert_eq!(text(&read.stderr), "", "{state}");
            let read = text(&read.stdout);
            for text in *says {
                assert!(read.contains(text), "{state}: {text} in {read}");
            }
        }
        if let Some(about) = reader("pdfinfo", "poppler-utils", &folder.0, &["figure.pdf"]) {
            let about = text(&about.stdout);
            let lab = state.split('&').next().expect("a lab");
            let width = if size == "column" { "244.5 x" } else { "504 x" };
            assert!(about.contains(width) && about.contains(lab), "{about}");
            assert!(about.contains("Pages:           1\n"), "{about}");
        }
    }
}

#[test]
fn a_pdf_has_chinese_words() {
    let folder = Folder::new("chinese");
    let file = folder.0.join("figure.pdf");
    let mut command = Command::new(env!("CARGO_BIN_EXE_thetaflow"));
    command.args([
        "render",
        "optimizers",
        "--steps",
        "9",
        "--legend",
        "--lang",
        "zh",
        "-o",
    ]);
    let output = command.arg(&file).output().expect("the program starts");
    let told = text(&output.stderr);
    if told.contains("没有字体") {
        println!("skipped: no font with Chinese letters is installed");
        return;
    }
    assert!(output.status.success(), "{told}");
    let Some(read) = reader(
        "pdftotext",
        "poppler-utils",
        &folder.0,
        &["figure.pdf", "-"],
    ) else {
        return;
    };
    assert_eq!(text(&read.stderr), "");
    assert!(
        text(&read.stdout).contains("优化器"),
        "{}",
        text(&read.stdout)
    );
    if let Some(fonts) = reader("pdffonts", "poppler-utils", &folder.0, &["figure.pdf"]) {
        let fonts = text(&fonts.stdout);
        assert!(
            fonts.lines().skip(2).all(|font| !font.contains(" no ")),
            "{fonts}"
        );
    }
}

/// The mean difference of two pictures, from 0 to 255 for a channel, over what both have.
fn apart(one: &Pixels, other: &Pixels) -> f64 {
    let (width, height) = (one.width.min(other.width), one.height.min(other.height));
    let mut sum = 0.0;
    for row in 0..height {
        let part = |pixels: &Pixels| {
            let begin = 3 * row * pixels.width;
            pixels.rgb[begin..begin + 3 * width].to_vec()
        };
        let pairs = part(one).into_iter().zip(part(other));
        sum += pairs.map(|(a, b)| f64::from(a.abs_diff(b))).sum::<f64>();
    }
    sum / (3 * width * height) as f64
}

struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

/// The picture in the form that every program writes: `P6`, width, height, 255, and then bytes.
fn portable(bytes: &[u8]) -> Option<Pixels> {
    let mut numbers = Vec::new();
    let mut at = bytes.strip_prefix(b"P6").map(|_| 2)?;
    while numbers.len() < 3 {
        let letter = *bytes.get(at)?;
        if letter == b'#' {
            at += bytes[at..].iter().position(|byte| *byte == b'\n')?;
        } else if letter.is_ascii_digit() {
            let end = at + bytes[at..].iter().position(|byte| !byte.is_ascii_digit())?;
            numbers.push(text(&bytes[at..end]).parse().ok()?);
            at = end;
        } else {
            at += 1;
        }
    }
    let (width, height) = (numbers[0], numbers[1]);
    let rgb = bytes.get(at + 1..at + 1 + 3 * width * height)?.to_vec();
    Some(Pixels { width, height, rgb })
}

fn of_png(path: &Path) -> Pixels {
    let file = std::io::BufReader::new(std::fs::File::open(path).expect("a file"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
    let mut rgba = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut rgba).expect("pixels");
    Pixels {
        width: info.width as usize,
        height: info.height as usize,
        rgb: rgba
            .chunks_exact(4)
            .flat_map(|pixel| pixel[..3].to_vec())
            .collect(),
    }
}

#[test]
fn a_pdf_looks_like_the_png() {
    let folder = Folder::new("looks");
    let programs: [(&str, &str, &[&str]); 3] = [
        ("pdftoppm", "poppler-utils", &["-r", "96", "figure.pdf"]),
        (
            "gs",
            "ghostscript",
            &[
                "-q",
                "-sDEVICE=ppmraw",
                "-r96",
                "-dTextAlphaBits=4",
                "-dGraphicsAlphaBits=4",
                "-o",
                "-",
                "figure.pdf",
            ],
        ),
        (
            "convert",
            "imagemagick",
            &["-density", "96", "figure.pdf", "-alpha", "remove", "ppm:-"],
        ),
    ];
    for (state, _) in FIGURES {
        folder.render("figure.pdf", state, &["--size", "column"]);
        let png =
            of_png(&folder.render("figure.png", state, &["--size", "column", "--scale", "1"]));
        let white = Pixels {
            rgb: vec![255; png.rgb.len()],
            ..png
        };
        for (program, package, arguments) in programs {
            let Some(output) = reader(program, package, &folder.0, arguments) else {
                continue;
            };
            let Some(drawn) = portable(&output.stdout) else {
                // As Debian has set it up, ImageMagick opens no PDF.
                assert_eq!(program, "convert", "{}", text(&output.stderr));
                println!(
                    "skipped: {program} does not open PDFs here: {}",
                    text(&output.stderr)
                );
                continue;
            };
            assert!(drawn.width.abs_diff(png.width) <= 1 && drawn.height.abs_diff(png.height) <= 1);
            let difference = apart(&png, &drawn);
            assert!(difference < 4.0, "{program}, {state}: {difference}");
            assert!(
                2.0 * difference < apart(&png, &white),
                "{program}, {state}: {difference}"
            );
        }
    }
}

/// A document with all figures, in a language.
fn document(folder: &Folder, preamble: &str, arguments: &[&str]) {
    let mut document = format!(
        "\\documentclass{{article}}\n{preamble}\\usepackage{{pgf}}\n\\usepackage[margin=1cm]{{geometry}}\n\\begin{{document}}\n"
    );
    for (index, (state, _)) in FIGURES.iter().enumerate() {
        let name = format!("figure{index}.pgf");
        let size = if index % 2 == 0 { "column" } else { "page" };
        folder.render(
            &name,
            state,
            &[&["--size", size, "--style", "print"], arguments].concat(),
        );
        document += &format!(
            "\\begin{{figure}}\\input{{{name}}}\\caption{{$\\theta$}}\\end{{figure}}\n\\clearpage\n"
        );
    }
    document += "\\end{document}\n";
    std::fs::write(folder.0.join("paper.tex"), document).expect("a file");
}

/// Compiles the document; `None` where the program is not installed.
fn compiled(engine: &str, package: &str, folder: &Folder) -> Option<String> {
    let arguments = ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"];
    let output = reader(engine, package, &folder.0, &arguments)?;
    let log = text(&output.stdout);
    assert!(output.status.success(), "{engine}: {log}");
    assert!(
        !log.contains("Overfull") && !log.contains("Missing character"),
        "{engine}: {log}"
    );
    Some(log)
}

#[test]
fn tex_sets_pgf_in_its_own_letters() {
    let folder = Folder::new("tex");
    document(&folder, "", &[]);
    for (engine, package) in [
        ("pdflatex", "texlive-latex-base"),
        ("xelatex", "texlive-xetex"),
    ] {
        let Some(log) = compiled(engine, package, &folder) else {
            continue;
        };
        assert!(log.contains(&format!("({} pages", FIGURES.len())), "{log}");
        let Some(fonts) = reader("pdffonts", "poppler-utils", &folder.0, &["paper.pdf"]) else {
            continue;
        };
        let fonts = text(&fonts.stdout);
        // Formulas in the paper's italics for mathematics, and nothing of ours.
        assert!(
            (fonts.contains("CMMI") || fonts.contains("LMMath")) && !fonts.contains("DejaVu"),
            "{engine}: {fonts}"
        );
        let read = reader("pdftotext", "poppler-utils", &folder.0, &["paper.pdf", "-"]);
        let read = read.map(|read| text(&read.stdout)).unwrap_or_default();
        for word in [
            "optimizer",
            "gradient descent (SGD)",
            "exact law",
            "score function",
            "modified flow",
        ] {
            assert!(read.contains(word), "{engine}: {word} in {read}");
        }
    }
}

#[test]
fn tex_sets_chinese_legends_where_it_has_chinese_fonts() {
    let folder = Folder::new("tex-chinese");
    let Some(found) = reader("kpsewhich", "texlive-binaries", &folder.0, &["ctex.sty"]) else {
        return;
    };
    if found.stdout.is_empty() {
        println!("skipped: ctex is not installed (Debian's package texlive-lang-chinese has it)");
        return;
    }
    document(&folder, "\\usepackage{ctex}\n", &["--lang", "zh"]);
    if compiled("xelatex", "texlive-xetex", &folder).is_some()
        && let Some(read) = reader("pdftotext", "poppler-utils", &folder.0, &["paper.pdf", "-"])
    {
        assert!(text(&read.stdout).contains("优化器"));
    }
}

/// Pictures of random settings are looked at by a promise that every lab keeps; here are the symbols beside them and the words.
#[test]
fn every_symbol_and_every_word_can_be_set() {
    let fonts = Fonts::default();
    let mut count = 0;
    for language in [Language::English, Language::Chinese] {
        let texts = Texts::new(language, LABS.iter());
        for lab in LABS.iter() {
            for param in &lab.schema().params {
                assert_eq!(untranslated(param.symbol), [], "{}", param.symbol);
                assert_eq!(fonts.missing(param.symbol), [], "{}", param.symbol);
            }
            let of_lab = format!("lab.{}.", lab.id());
            for key in texts.keys().iter().filter(|key| key.starts_with(&of_lab)) {
                for text in texts.forms(key) {
                    assert_eq!(untranslated(text), [], "{key}: {text}");
                    if language == Language::English {
                        assert_eq!(fonts.missing(text), [], "{key}: {text}");
                    }
                    count += 1;
                }
            }
        }
    }
    assert!(count > 400, "{count}");
}
