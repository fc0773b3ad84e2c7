//! Pictures that people upload: read within limits, turned upright, made small, and written anew as PNG, so that nothing of
//! the file that was sent is ever served.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, imageops::FilterType};

/// Bytes of a picture as it is uploaded.
pub const UPLOAD_MAX: usize = 3 * 1024 * 1024;

/// Pixels of its width and of its height.
pub const SIDE_MAX: u32 = 6000;

/// Bytes that reading it may take: a picture of 24 million pixels.
const ALLOC_MAX: u64 = 128 * 1024 * 1024;

/// Bytes of a picture as it is kept.
const KEPT_MAX: usize = 512 * 1024;

/// A picture is not made smaller than this to fit.
const SIDE_MIN: u32 = 64;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// As PNG.
    pub png: Vec<u8>,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// A drawing that could hold script.
    Svg,
    /// Wider or higher than [`SIDE_MAX`], or it would take too much memory.
    TooWide,
    /// Not a PNG, JPEG or WebP picture, or a broken one.
    Unreadable,
}

/// Reads a picture and makes it fit into a square of `side` pixels. Takes a while: for a thread that may wait.
///
/// # Errors
/// It cannot be used.
pub fn read(bytes: &[u8], side: u32) -> Result<Picture, PictureError> {
    if looks_like_svg(bytes) {
        return Err(PictureError::Svg);
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(PictureError::Unreadable);
    }
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(ALLOC_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| told(&error))?;
    // Not every decoder looks at the limit of memory by itself.
    if decoder.total_bytes() > ALLOC_MAX {
        return Err(PictureError::TooWide);
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| told(&error))?;
    picture.apply_orientation(orientation);
    shrink(&picture, side)
}

fn shrink(picture: &DynamicImage, side: u32) -> Result<Picture, PictureError> {
    let mut side = side;
    loop {
        let small = if picture.width() > side || picture.height() > side {
            picture.resize(side, side, FilterType::Triangle)
        } else {
            picture.clone()
        };
        let small = DynamicImage::ImageRgba8(small.into_rgba8());
        let mut png = Vec::new();
        small.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|_| PictureError::Unreadable)?;
        if png.len() <= KEPT_MAX || side <= SIDE_MIN {
            return Ok(Picture { png, width: small.width(), height: small.height() });
        }
        side = side * 3 / 4;
    }
}

fn told(error: &ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooWide,
        _ => PictureError::Unreadable,
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<') && head.contains("<svg")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(width, height).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_written_anew_and_small() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let mut bytes = picture(1200, 300, format);
            bytes.extend_from_slice(b"<script>alert(1)</script>");
            let kept = read(&bytes, 512).unwrap();
            assert_eq!((kept.width, kept.height), (512, 128), "{format:?}");
            assert!(kept.png.starts_with(b"\x89PNG") && !kept.png.windows(7).any(|seven| seven == b"<script"));
        }
    }

    #[test]
    fn a_noisy_picture_is_made_to_fit() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let pixels = image::RgbaImage::from_fn(700, 700, |_, _| image::Rgba([noise(), noise(), noise(), 255]));
        let mut bytes = Vec::new();
        pixels.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        let kept = read(&bytes, 512).unwrap();
        assert!(kept.png.len() <= KEPT_MAX && kept.width >= SIDE_MIN, "{} {}", kept.png.len(), kept.width);
    }

    #[test]
    fn what_could_do_harm_is_refused() {
        for svg in [
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "\u{feff}  <?xml version='1.0'?><!DOCTYPE svg><SVG><script>alert(1)</script></SVG>",
        ] {
            assert_eq!(read(svg.as_bytes(), 512), Err(PictureError::Svg));
        }
        let bomb = picture(SIDE_MAX + 1, 1, ImageFormat::Png);
        assert_eq!(read(&bomb, 512), Err(PictureError::TooWide));
        for bytes in [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"hei", &picture(30, 30, ImageFormat::Png)[..60]] {
            assert_eq!(read(bytes, 512), Err(PictureError::Unreadable));
        }
    }

    #[test]
    fn a_small_file_that_says_it_is_huge_costs_nothing() {
        // The head of a PNG of 60,000 by 60,000 pixels: 14 GB, were it read.
        let mut bytes = picture(8, 8, ImageFormat::Png);
        bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(matches!(read(&bytes, 512), Err(PictureError::TooWide | PictureError::Unreadable)));
        // And of one within the sides, but not within memory.
        let mut bytes = picture(8, 8, ImageFormat::Png);
        bytes[16..24].copy_from_slice(&[0, 0, 0x17, 0x70, 0, 0, 0x17, 0x70]);
        assert!(read(&bytes, 512).is_err());
    }
}
