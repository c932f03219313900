//! Images inside the TeX file. PGF has a way to say something to the PDF that is written, whatever the engine is; so an image is
//! said there as a PDF has it inside a page, pixel by pixel. A second file beside the figure would be lost on the way into a
//! paper, and thousands of coloured squares would take TeX seconds and show their seams.

use crate::Rgb;
use crate::raster::Raster;
use miniz_oxide::deflate::compress_to_vec_zlib;
use std::fmt::Write;

/// Writes an image on a ground of one colour: in points, its lower left corner and its size.
pub(super) fn write(
    body: &mut String,
    raster: &Raster,
    ground: Rgb,
    [x, y]: &[String; 2],
    [width, height]: &[String; 2],
) {
    // Such an image knows no opacity.
    let pixels = raster.on(ground);
    let mut palette: Vec<[u8; 3]> = pixels.clone();
    palette.sort_unstable();
    palette.dedup();
    // `\string`: in some languages these two are more than signs.
    let (colors, bytes) = if palette.len() <= 256 {
        let place = |color: &[u8; 3]| palette.binary_search(color).unwrap_or_default() as u8;
        let colors = format!(
            "/CS[/I/RGB {} \\string<{}\\string>]",
            palette.len() - 1,
            hexadecimal(palette.as_flattened())
        );
        (colors, pixels.iter().map(place).collect::<Vec<u8>>())
    } else {
        ("/CS/RGB".to_owned(), pixels.as_flattened().to_vec())
    };
    let data = hexadecimal(&compress_to_vec_zlib(&bytes, 9));
    writeln!(
        body,
        "\\csname pgfsysprotocol@literal\\endcsname{{q {width} 0 0 {height} {x} {y} cm\n\
         BI/W {}/H {}/BPC 8{colors}/F[/AHx/Fl]/I true ID\n{data}\\string> EI Q}}%",
        raster.width, raster.height,
    )
    .ok();
}

/// Two digits a byte, in lines.
fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        write!(text, "{byte:02x}").ok();
        if index % 60 == 59 {
            text.push('\n');
        }
    }
    text
}
