//! Texts of figures as TeX: Unicode as a reader types it, such as `‖θₙ − θ̃(tₙ)‖`, becomes what a paper would say,
//! `\Vert\theta_{n} - \tilde{\theta}(t_{n})\Vert`.

mod symbols;

use symbols::{accent, composed, lowered, raised, symbol};

/// Names that stand upright in formulas, and are commands of LaTeX.
const FUNCTIONS: [&str; 17] = [
    "arg", "cos", "cosh", "det", "exp", "inf", "lim", "ln", "log", "max", "min", "sin", "sinh",
    "sup", "tan", "tanh", "Pr",
];

/// Names of the same kind without a command, or whose command is another sign.
const OPERATORS: [&str; 6] = ["Re", "Im", "Var", "Cov", "tr", "rank"];

/// A formula, in math mode, without its dollar signs.
pub fn formula(text: &str) -> String {
    let letters: Vec<char> = text.chars().flat_map(decomposed).collect();
    let mut formula = Formula {
        letters: &letters,
        at: 0,
        tex: String::new(),
    };
    while formula.at < letters.len() {
        let atom = formula.atom();
        formula.push(&atom);
    }
    formula.tex
}

/// Words in a sentence, with what is mathematics in them between dollar signs.
pub fn words(text: &str) -> String {
    let mut tex = String::new();
    for word in pieces(text) {
        if is_mathematics(word) {
            let (inside, end) = without_punctuation(word);
            tex += &format!("${}${end}", formula(inside));
        } else {
            tex.extend(word.chars().map(escaped));
        }
    }
    tex
}

/// The letters of a text that have no translation.
pub fn untranslated(text: &str) -> Vec<char> {
    let is_known = |letter: &char| {
        let letter = *letter;
        letter.is_ascii()
            || is_of_sentences(letter)
            || symbol(letter).is_some()
            || accent(letter).is_some()
            || raised(letter).is_some()
            || lowered(letter).is_some()
    };
    let letters = text.chars().flat_map(decomposed);
    letters.filter(|letter| !is_known(letter)).collect()
}

/// Whether TeX sets a letter only where the paper loads fonts for Chinese, as ctex and xeCJK do.
pub(crate) fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// What stands in sentences as it is: every TeX of the last years reads it in UTF-8.
fn is_of_sentences(letter: char) -> bool {
    is_chinese(letter)
        || matches!(letter, '\u{c0}'..='\u{17f}' if letter != '×' && letter != '÷')
        || matches!(
            letter,
            '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '\u{a0}' | '§'
        )
}

fn decomposed(letter: char) -> Vec<char> {
    composed(letter).map_or_else(|| vec![letter], |(base, mark)| vec![base, mark])
}

/// Words and the spaces between them; Chinese, which has no spaces, apart from the formulas in it.
fn pieces(text: &str) -> Vec<&str> {
    let kind = |letter: char| match letter {
        _ if letter.is_whitespace() => 0,
        _ if is_chinese(letter) => 1,
        _ => 2,
    };
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (index, letter) in text.char_indices() {
        if before.is_some_and(|before| before != kind(letter)) {
            pieces.extend(text.get(begin..index));
            begin = index;
        }
        before = Some(kind(letter));
    }
    pieces.extend(text.get(begin..).filter(|piece| !piece.is_empty()));
    pieces
}

fn is_mathematics(word: &str) -> bool {
    let is_number = word.contains(|letter: char| letter.is_ascii_digit())
        && word
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '/' | '+'));
    let is_sign = |letter: char| {
        matches!(letter, '<' | '>' | '|' | '=' | '+' | '*' | '^')
            || (!letter.is_ascii() && !is_of_sentences(letter))
    };
    is_number || word.contains(is_sign)
}

/// A word, and the punctuation after it.
fn without_punctuation(word: &str) -> (&str, &str) {
    let inside = word.trim_end_matches([',', ';', ':', '.']);
    word.split_at_checked(inside.len()).unwrap_or((word, ""))
}

/// A letter of a sentence.
fn escaped(letter: char) -> String {
    match letter {
        '#' | '$' | '%' | '&' | '_' | '{' | '}' => format!("\\{letter}"),
        '\\' => "\\textbackslash{}".to_owned(),
        '^' => "\\textasciicircum{}".to_owned(),
        '~' => "\\textasciitilde{}".to_owned(),
        '\u{a0}' => "~".to_owned(),
        '–' => "--".to_owned(),
        '—' => "---".to_owned(),
        _ => letter.to_string(),
    }
}

struct Formula<'l> {
    letters: &'l [char],
    at: usize,
    tex: String,
}

impl Formula<'_> {
    fn next(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    /// Puts TeX behind what is there, apart from it if both would be read as one command.
    fn push(&mut self, tex: &str) {
        let ends_in_command = |text: &str| {
            let name = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            name.len() < text.len() && name.ends_with('\\')
        };
        if ends_in_command(&self.tex)
            && tex.starts_with(|letter: char| letter.is_ascii_alphabetic())
        {
            self.tex.push(' ');
        }
        self.tex += tex;
    }

    /// A letter, a name or a root, with what stands above it, below it and behind it.
    fn atom(&mut self) -> String {
        let mut atom = match self.next() {
            Some(letter) if letter.is_ascii_alphabetic() => self.name(),
            Some('√') => self.root(),
            Some(letter) => {
                self.at += 1;
                sign(letter)
            }
            None => return String::new(),
        };
        while let Some(mark) = self.next().and_then(accent) {
            self.at += 1;
            atom = format!("\\{mark}{{{atom}}}");
        }
        atom + &self.scripts()
    }

    /// Letters in a row: a function, a product of two quantities, or the name of something.
    fn name(&mut self) -> String {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let count = rest
            .iter()
            .take_while(|letter| letter.is_ascii_alphabetic())
            .count();
        let name: String = rest.iter().take(count).collect();
        let capitals = name.chars().all(|letter| letter.is_ascii_uppercase());
        if FUNCTIONS.contains(&name.as_str()) {
            self.at += count;
            format!("\\{name}")
        } else if OPERATORS.contains(&name.as_str()) {
            self.at += count;
            format!("\\mathop{{\\mathrm{{{name}}}}}")
        } else if count > 2 || (count == 2 && capitals) {
            self.at += count;
            format!("\\mathrm{{{name}}}")
        } else {
            // What is above, below or behind belongs to the last letter alone.
            self.at += 1;
            name.chars().take(1).collect()
        }
    }

    fn root(&mut self) -> String {
        self.at += 1;
        let inside = match self.next() {
            Some('(') => {
                let mut inside = String::new();
                let mut depth = 0;
                while let Some(letter) = self.next() {
                    depth += match letter {
                        '(' => 1,
                        ')' => -1,
                        _ => 0,
                    };
                    self.at += 1;
                    inside.push(letter);
                    if depth == 0 {
                        break;
                    }
                }
                let inside = inside
                    .trim_start_matches('(')
                    .strip_suffix(')')
                    .map_or(inside.as_str(), |inside| inside);
                formula(inside)
            }
            _ => self.atom(),
        };
        format!("\\sqrt{{{inside}}}")
    }

    /// What is raised behind a letter and what is lowered, in any order.
    fn scripts(&mut self) -> String {
        let (mut above, mut below) = (String::new(), String::new());
        while let Some(letter) = self.next() {
            if let Some(tex) = raised(letter) {
                above += tex;
            } else if let Some(tex) = lowered(letter) {
                below += tex;
            } else if letter == '*' {
                above.push('*');
            } else if letter == '_' || letter == '^' {
                let script: String = (self.letters.iter().skip(self.at + 1))
                    .take_while(|letter| letter.is_alphanumeric())
                    .collect();
                self.at += script.chars().count();
                let script = formula(&script);
                if letter == '_' {
                    below += &script;
                } else {
                    above += &script;
                }
            } else {
                break;
            }
            self.at += 1;
        }
        let script = |sign: char, tex: String| match tex.as_str() {
            "" => String::new(),
            _ => format!("{sign}{{{tex}}}"),
        };
        script('_', below) + &script('^', above)
    }
}

/// A sign that is no letter of the Latin alphabet, in math mode.
fn sign(letter: char) -> String {
    match letter {
        '#' | '$' | '%' | '&' | '{' | '}' => format!("\\{letter}"),
        '\\' => "\\backslash".to_owned(),
        '~' => "\\sim".to_owned(),
        _ if letter.is_ascii() => letter.to_string(),
        _ => match symbol(letter) {
            Some(tex) => tex.to_owned(),
            None => format!("\\mbox{{{}}}", escaped(letter)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_what_a_paper_says() {
        for (text, tex) in [
            ("θₙ", r"\theta_{n}"),
            (
                "‖θₙ − θ̃(tₙ)‖",
                r"\Vert\theta_{n} - \tilde{\theta}(t_{n})\Vert",
            ),
            ("√v̂", r"\sqrt{\hat{v}}"),
            ("√ŝ", r"\sqrt{\hat{s}}"),
            ("√(x+1)y", r"\sqrt{x+1}y"),
            ("−∇L", r"-\nabla L"),
            ("#∇L", r"\#\nabla L"),
            ("τ* = 2", r"\tau^{*} = 2"),
            ("(f−f̄₋ⱼ)·s", r"(f-\bar{f}_{-j})\cdot s"),
            ("B²", "B^{2}"),
            ("λ_E", r"\lambda_{E}"),
            ("t = nη", r"t = n\eta"),
            ("t = nh", "t = nh"),
            ("log x, MMD, loss", r"\log x, \mathrm{MMD}, \mathrm{loss}"),
            ("Re μ", r"\mathop{\mathrm{Re}} \mu"),
            ("10⁻³", "10^{-3}"),
            ("e⁻ᵗ", "e^{-t}"),
            ("γ*₂²", r"\gamma_{2}^{*2}"),
            ("θ′ = 0", r"\theta^{\prime} = 0"),
            ("", ""),
            ("√", r"\sqrt{}"),
            ("\u{303}x", r"\mbox{̃}x"),
        ] {
            assert_eq!(formula(text), tex, "{text}");
        }
    }

    #[test]
    fn sentences_stay_sentences() {
        for (text, tex) in [
            ("x & y < z", r"x \& y $<$ z"),
            ("flow, distance to θ(t)", r"flow, distance to $\theta(t)$"),
            ("−1.50", "$-1.50$"),
            ("0.5", "$0.5$"),
            ("π/2", r"$\pi/2$"),
            ("−4.0×10⁶", r"$-4.0\times10^{6}$"),
            ("100 % of a_b", r"$100$ \% of a\_b"),
            ("与流θ(t)的距离", r"与流$\theta(t)$的距离"),
            ("naïve – “best”", "naïve -- “best”"),
            ("so far: β₂, then", r"so far: $\beta_{2}$, then"),
            ("", ""),
        ] {
            assert_eq!(words(text), tex, "{text}");
        }
    }

    #[test]
    fn letters_without_a_translation_are_told() {
        assert_eq!(untranslated("θₙ − 流 naïve"), []);
        assert_eq!(untranslated("☃θ"), ['☃']);
    }
}
