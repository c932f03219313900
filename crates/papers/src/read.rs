//! Reads a picture from an SVG document, of the few kinds of elements that thetaflow writes: paths of straight lines, rectangles,
//! circles, texts and images, in groups that move and scale them.

use crate::color;
use crate::picture::{Align, Element, Form, Paint, Picture, Place, Shape, Stroke, Text, Upright};
use crate::raster::Raster;
use roxmltree::{Document, Node};
use std::fmt;

/// Why a document is not read: what is wrong, and in which element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Scales, then moves.
#[derive(Clone, Copy)]
struct Frame {
    scale: f64,
    shift: [f64; 2],
}

impl Frame {
    fn place(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.shift[0] + self.scale * x,
            self.shift[1] + self.scale * y,
        ]
    }

    /// What is inside another group of these transforms, which SVG carries out from the last to the first.
    fn within(self, moves: &[(&str, Vec<f64>)]) -> Option<Self> {
        let mut frame = self;
        for (name, numbers) in moves {
            match (*name, &numbers[..]) {
                ("translate", &[x, y]) => frame.shift = frame.place([x, y]),
                ("scale", &[factor]) => frame.scale *= factor,
                _ => return None,
            }
        }
        Some(frame)
    }
}

impl Picture {
    /// The picture in an SVG document.
    ///
    /// # Errors
    /// It is no XML, or has an element or attribute that thetaflow does not write.
    pub fn read(svg: &str) -> Result<Self, Unreadable> {
        let document = Document::parse(svg).map_err(|error| Unreadable(error.to_string()))?;
        let root = document.root_element();
        let size = [number(root, "width")?, number(root, "height")?];
        let window = numbers(root.attribute("viewBox").unwrap_or_default());
        let Some(&[left, top, width, height]) = window.as_deref() else {
            return Err(wrong(root, "viewBox"));
        };
        if !(width > 0.0 && height > 0.0 && size[0] > 0.0 && size[1] > 0.0) {
            return Err(wrong(root, "viewBox"));
        }
        let scale = size[0] / width;
        let frame = Frame {
            scale,
            shift: [-scale * left, -scale * top],
        };
        let mut elements = Vec::new();
        read_group(root, frame, [width, height], &mut elements)?;
        Ok(Self { size, elements })
    }
}

fn read_group(
    group: Node,
    frame: Frame,
    whole: [f64; 2],
    elements: &mut Vec<Element>,
) -> Result<(), Unreadable> {
    for node in group.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "title" | "desc" => {}
            "g" => {
                let frame = frame.within(&transforms(node)?);
                let frame = frame.ok_or_else(|| wrong(node, "transform"))?;
                read_group(node, frame, whole, elements)?;
            }
            "path" => {
                let paths = paths(node.attribute("d").unwrap_or_default(), frame);
                let shape = Shape::Paths(paths.ok_or_else(|| wrong(node, "d"))?);
                if let Some(form) = form(node, shape, frame)? {
                    draw(form, elements);
                }
            }
            "rect" => {
                let shape = rectangle(node, frame, whole)?;
                elements.extend(form(node, shape, frame)?.map(Element::Form));
            }
            "circle" => {
                let middle = frame.place([number(node, "cx")?, number(node, "cy")?]);
                let shape = Shape::Circle(middle, frame.scale * number(node, "r")?);
                elements.extend(form(node, shape, frame)?.map(Element::Form));
            }
            "text" => elements.push(Element::Text(text(node, frame)?)),
            "image" => {
                let address = node.attribute("href").unwrap_or_default();
                let raster = Raster::read(address).ok_or_else(|| wrong(node, "href"))?;
                let [left, top] = frame.place([number(node, "x")?, number(node, "y")?]);
                let size = [number(node, "width")?, number(node, "height")?];
                let [width, height] = size.map(|side| frame.scale * side);
                elements.push(Element::Image([left, top, width, height], raster));
            }
            other => return Err(Unreadable(format!("an element <{other}>"))),
        }
    }
    Ok(())
}

fn wrong(node: Node, attribute: &str) -> Unreadable {
    let value = node.attribute(attribute).unwrap_or_default();
    let value: String = value.chars().take(60).collect();
    Unreadable(format!(
        "<{} {attribute}=\"{value}\">",
        node.tag_name().name()
    ))
}

/// A number that has to be there.
fn number(node: Node, attribute: &str) -> Result<f64, Unreadable> {
    optional(node, attribute)?.ok_or_else(|| wrong(node, attribute))
}

/// A number that may be missing, but not be something else.
fn optional(node: Node, attribute: &str) -> Result<Option<f64>, Unreadable> {
    let Some(text) = node.attribute(attribute) else {
        return Ok(None);
    };
    let value = text.trim().parse().ok();
    let finite = value.filter(|value: &f64| value.is_finite());
    finite.map(Some).ok_or_else(|| wrong(node, attribute))
}

fn numbers(text: &str) -> Option<Vec<f64>> {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let finite = |word: &str| word.parse().ok().filter(|value: &f64| value.is_finite());
    words.map(finite).collect()
}

/// `translate(1 2) scale(3)` as names with their numbers.
fn transforms<'d>(node: Node<'d, '_>) -> Result<Vec<(&'d str, Vec<f64>)>, Unreadable> {
    let text = node.attribute("transform").unwrap_or_default();
    let calls = text
        .split(')')
        .map(str::trim)
        .filter(|call| !call.is_empty());
    let read = |call: &'d str| {
        let (name, arguments) = call.split_once('(')?;
        Some((name.trim(), numbers(arguments)?))
    };
    let calls: Option<Vec<_>> = calls.map(read).collect();
    calls.ok_or_else(|| wrong(node, "transform"))
}

fn paint(node: Node, what: &str) -> Result<Option<Paint>, Unreadable> {
    let color = match node.attribute(what) {
        None | Some("none") => return Ok(None),
        Some(color) => color::read(color).ok_or_else(|| wrong(node, what))?,
    };
    let opacity = optional(node, &format!("{what}-opacity"))?.unwrap_or(1.0);
    let paint = Paint { color, opacity };
    Ok(Some(paint).filter(|paint| paint.opacity > 0.0))
}

/// A form, unless nothing of it is seen.
fn form(node: Node, shape: Shape, frame: Frame) -> Result<Option<Form>, Unreadable> {
    let fill = paint(node, "fill")?;
    let stroke = match paint(node, "stroke")? {
        Some(paint) => {
            let dashes = numbers(node.attribute("stroke-dasharray").unwrap_or_default());
            let dashes = dashes.ok_or_else(|| wrong(node, "stroke-dasharray"))?;
            Some(Stroke {
                paint,
                width: frame.scale * optional(node, "stroke-width")?.unwrap_or(1.0),
                // An odd number of them counts twice, dashes and gaps in turn.
                dashes: (dashes.iter())
                    .chain(dashes.iter().filter(|_| dashes.len() % 2 == 1))
                    .map(|length| frame.scale * length)
                    .collect(),
            })
        }
        None => None,
    };
    let is_seen = fill.is_some() || stroke.is_some();
    let form = Form {
        shape,
        fill,
        stroke,
    };
    Ok(is_seen.then_some(form))
}

/// Draws paths over what is there. Opaque lines of one look go on with those before them: contours are many short ones, and
/// only where lines are opaque do crossings look the same.
fn draw(form: Form, elements: &mut Vec<Element>) {
    if let (Shape::Paths(paths), None, Some(stroke)) = (&form.shape, form.fill, &form.stroke)
        && let Some(Element::Form(Form {
            shape: Shape::Paths(before),
            fill: None,
            stroke: Some(last),
        })) = elements.last_mut()
        && last == stroke
        && stroke.paint.opacity == 1.0
    {
        before.extend_from_slice(paths);
        return;
    }
    elements.push(Element::Form(form));
}

/// Its sides may be said in hundredths of the whole picture.
fn rectangle(node: Node, frame: Frame, whole: [f64; 2]) -> Result<Shape, Unreadable> {
    let side = |name: &str, whole: f64| match node.attribute(name) {
        Some("100%") => Ok(whole),
        _ => number(node, name),
    };
    let [left, top] = [
        optional(node, "x")?.unwrap_or(0.0),
        optional(node, "y")?.unwrap_or(0.0),
    ];
    let right = left + side("width", whole[0])?;
    let bottom = top + side("height", whole[1])?;
    let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    let corners = corners.map(|corner| frame.place(corner)).to_vec();
    Ok(Shape::Paths(vec![(corners, true)]))
}

/// `M1 2L3 4`, with `Z` where a path is closed.
fn paths(data: &str, frame: Frame) -> Option<Vec<(Vec<[f64; 2]>, bool)>> {
    let mut paths: Vec<(Vec<[f64; 2]>, bool)> = Vec::new();
    let mut rest = data.trim();
    while let Some(command) = rest.chars().next() {
        let after = rest.get(command.len_utf8()..)?;
        let end = after.find(['M', 'L', 'Z']).unwrap_or(after.len());
        let (arguments, next) = after.split_at_checked(end)?;
        rest = next;
        match (command, &numbers(arguments)?[..]) {
            ('M', &[x, y]) => paths.push((vec![frame.place([x, y])], false)),
            ('L', &[x, y]) => paths.last_mut()?.0.push(frame.place([x, y])),
            ('Z', []) => paths.last_mut()?.1 = true,
            _ => return None,
        }
    }
    Some(paths)
}

fn text(node: Node, frame: Frame) -> Result<Text, Unreadable> {
    let size = number(node, "font-size")?;
    let mut at = [number(node, "x")?, number(node, "y")?];
    let below = optional(node, "dy")?.unwrap_or(0.0);
    let mut turned = 0.0;
    let mut frame = frame;
    for (name, numbers) in transforms(node)? {
        match (name, &numbers[..]) {
            ("rotate", &[degrees]) if degrees > 180.0 => turned = degrees - 360.0,
            ("rotate", &[degrees]) => turned = degrees,
            _ => {
                let moved = frame.within(&[(name, numbers)]);
                frame = moved.ok_or_else(|| wrong(node, "transform"))?;
            }
        }
    }
    // What turns, turns about its place: it stands at the origin then.
    if turned != 0.0 && at != [0.0, 0.0] {
        return Err(wrong(node, "transform"));
    }
    at = frame.place(at);
    let place = Place {
        at,
        align: match node.attribute("text-anchor") {
            None | Some("start") => Align::Start,
            Some("middle") => Align::Middle,
            Some("end") => Align::End,
            Some(_) => return Err(wrong(node, "text-anchor")),
        },
        upright: upright(below / size),
        turned,
    };
    let black = Paint {
        color: [0; 3],
        opacity: 1.0,
    };
    Ok(Text {
        text: node.text().unwrap_or_default().trim().to_owned(),
        place,
        size: frame.scale * size,
        formula: node.attribute("font-style") == Some("italic"),
        paint: paint(node, "fill")?.unwrap_or(black),
    })
}

/// Which point of a text its place is, from how many of its sizes the letters stand below it. Fonts differ in how high their
/// letters are, but not by so much.
fn upright(below: f64) -> Upright {
    match below {
        _ if below > 0.55 => Upright::Top,
        _ if below > 0.1 => Upright::Middle,
        _ if below < -0.05 => Upright::Bottom,
        _ => Upright::Baseline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Result<Vec<Element>, Unreadable> {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" viewBox=\"80 0 800 400\">{inside}</svg>"
        );
        Picture::read(&svg).map(|picture| picture.elements)
    }

    #[test]
    fn a_path_is_read_in_pixels_of_the_window() {
        let path = "<g transform=\"translate(80 40) scale(2)\"><path d=\"M0 0L4 8.5M-4 0L0 0Z\" fill=\"none\" \
                    stroke=\"#d55e00\" stroke-opacity=\"0.5\" stroke-width=\"8\" stroke-dasharray=\"16 8\"/></g>";
        let expected = Form {
            shape: Shape::Paths(vec![
                (vec![[0.0, 5.0], [1.0, 7.125]], false),
                (vec![[-1.0, 5.0], [0.0, 5.0]], true),
            ]),
            fill: None,
            stroke: Some(Stroke {
                paint: Paint {
                    color: [213, 94, 0],
                    opacity: 0.5,
                },
                width: 2.0,
                dashes: vec![4.0, 2.0],
            }),
        };
        assert_eq!(read(path), Ok(vec![Element::Form(expected)]));
    }

    #[test]
    fn opaque_lines_of_one_look_become_one() {
        let line = |x: u32, opacity: f64| {
            format!(
                "<path d=\"M{x} 0L{x} 9\" fill=\"none\" stroke=\"#000000\" stroke-opacity=\"{opacity}\" \
                 stroke-dasharray=\"8\"/>"
            )
        };
        let count = |lines: [String; 3]| read(&lines.concat()).expect("a picture").len();
        assert_eq!(count([line(80, 1.0), line(88, 1.0), line(96, 1.0)]), 1);
        assert_eq!(count([line(80, 1.0), line(88, 0.5), line(96, 0.5)]), 3);
        let Some(Element::Form(form)) = read(&line(80, 1.0)).expect("a picture").pop() else {
            panic!("no form");
        };
        assert_eq!(form.stroke.expect("a line").dashes, [1.0, 1.0]);
    }

    #[test]
    fn texts_keep_the_point_that_they_stand_at() {
        let inside = "<text x=\"80\" y=\"80\" dy=\"28\" text-anchor=\"middle\" font-size=\"80\">a &lt; b</text>\
                      <text x=\"0\" y=\"0\" dy=\"80\" transform=\"translate(160 80) rotate(-90)\" font-size=\"100\" \
                      font-style=\"italic\" fill=\"#222222\">L</text>";
        let elements = read(inside).expect("a picture");
        let [Element::Text(lying), Element::Text(turned)] = &elements[..] else {
            panic!("{elements:?}");
        };
        assert_eq!(lying.text, "a < b");
        assert_eq!(lying.place.at, [0.0, 10.0]);
        assert_eq!(lying.place.align, Align::Middle);
        assert_eq!(lying.place.upright, Upright::Middle);
        assert_eq!(lying.size, 10.0);
        assert_eq!(turned.place.at, [10.0, 10.0]);
        assert_eq!(turned.place.upright, Upright::Top);
        assert!(turned.formula && turned.place.turned == -90.0);
        assert_eq!(turned.paint.color, [34; 3]);
    }

    #[test]
    fn what_is_not_ours_is_refused_and_named() {
        for (inside, says) in [
            ("<ellipse/>", "<ellipse>"),
            (
                "<path d=\"M0 0C1 1 2 2 3 3\" fill=\"#000000\"/>",
                "M0 0C1 1",
            ),
            ("<path d=\"M0 0\" fill=\"red\"/>", "fill=\"red\""),
            ("<circle cx=\"1\" cy=\"inf\" r=\"1\"/>", "cy=\"inf\""),
            (
                "<text x=\"1\" y=\"1\" font-size=\"9\" transform=\"rotate(9)\">a</text>",
                "rotate(9)",
            ),
            (
                "<image href=\"http://elsewhere/a.png\"/>",
                "http://elsewhere",
            ),
        ] {
            let error = read(inside).expect_err(inside).to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(Picture::read("no picture").is_err());
        assert!(Picture::read("<svg width=\"1\" height=\"1\" viewBox=\"0 0 0 0\"/>").is_err());
    }
}
