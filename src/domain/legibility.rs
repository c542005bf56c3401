//! Whether what is written on a photographed paper can be read: a hint to whoever still stands at the door with the paper at hand.
//!
//! It looks at brightness alone, in whole numbers: how dark the darkest hundredth is (the ink), how light the paper is, and whether ink ends sharply.
//! It is a hint and no rule: whether a photo is good enough a person says, and nothing is refused for it.

use crate::domain::json::words;

/// What is wrong with the photo of a paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Illegible {
    TooDark,
    TooBright,
    Blurred,
}

words!(Illegible { TooDark = "too_dark", TooBright = "too_bright", Blurred = "blurred" });

/// Paper that is darker than this isn't told from what is written on it.
const DIM_PAPER: usize = 70;
/// Ink that is lighter than this is washed out.
const PALE_INK: usize = 190;
/// What differs by less is one colour, give or take the camera's noise.
const ONE_COLOUR: usize = 24;
/// Where ink ends sharply, a pixel differs from those around it by this part of the contrast or more.
const SHARP_PART: usize = 4;

/// What is wrong with a photo, given as bytes of red, green, blue and opacity, row by row; `None` where nothing is, or where these are no
/// rows of this width.
pub fn illegible(pixels: &[u8], width: usize) -> Option<Illegible> {
    let light: Vec<u8> = pixels.chunks_exact(4).map(brightness).collect();
    let rows: Vec<&[u8]> = light.chunks_exact(width.max(1)).collect();
    if width < 3 || rows.len() < 3 {
        return None;
    }
    let mut shades = [0; 256];
    light.iter().for_each(|&of| shades[usize::from(of)] += 1);
    // Half of a form's surface at least is paper; of ink there may be very little.
    let (ink, paper) = (part(&shades, light.len(), 1, 100), part(&shades, light.len(), 1, 2));
    let contrast = part(&shades, light.len(), 99, 100).saturating_sub(ink);
    if paper < DIM_PAPER {
        Some(Illegible::TooDark)
    } else if ink > PALE_INK {
        Some(Illegible::TooBright)
    } else if contrast < ONE_COLOUR || sharpest(&rows) * SHARP_PART < contrast {
        Some(Illegible::Blurred)
    } else {
        None
    }
}

/// Green counts most, as to the eye; the weights of ITU-R BT.601 in 256ths.
fn brightness(pixel: &[u8]) -> u8 {
    let weighed: u32 = pixel.iter().zip([77, 150, 29]).map(|(of, weight)| u32::from(*of) * weight).sum();
    u8::try_from(weighed / 256).unwrap_or(u8::MAX)
}

/// The shade up to which `numerator` of `denominator` parts of all are.
fn part(shades: &[usize; 256], all: usize, numerator: usize, denominator: usize) -> usize {
    let mut seen = 0;
    let reaches = |count: &usize| {
        seen += count;
        seen * denominator > all * numerator
    };
    shades.iter().position(reaches).unwrap_or(255)
}

/// By how much a pixel differs from the four around it, at the thousandth of all that differ most: single specks are no edges.
fn sharpest(rows: &[&[u8]]) -> usize {
    let mut differences = [0; 256];
    let mut all = 0;
    for [above, here, below] in rows.windows(3).filter_map(|rows| <[&[u8]; 3]>::try_from(rows).ok()) {
        for ((of, up), down) in here.windows(3).zip(&above[1..]).zip(&below[1..]) {
            let around = u32::from(of[0]) + u32::from(of[2]) + u32::from(*up) + u32::from(*down);
            let difference = (u32::from(of[1]) * 4).abs_diff(around) / 4;
            differences[usize::try_from(difference).unwrap_or(255).min(255)] += 1;
            all += 1;
        }
    }
    part(&differences, all, 999, 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 320;
    const HEIGHT: usize = 240;

    /// A page with lines of strokes: ink and paper of these shades.
    fn page(ink: u8, paper: u8) -> Vec<u8> {
        let is_ink = |x: usize, y: usize| y % 24 < 12 && x % 9 < 3;
        (0..WIDTH * HEIGHT).map(|at| if is_ink(at % WIDTH, at / WIDTH) { ink } else { paper }).collect()
    }

    /// Every pixel becomes the mean of the square around it, so many pixels each way: what a lens out of focus does.
    fn blurred(page: &[u8], by: usize) -> Vec<u8> {
        let mean = |at: usize| {
            let (x, y) = (at % WIDTH, at / WIDTH);
            let (xs, ys) =
                (x.saturating_sub(by)..=(x + by).min(WIDTH - 1), y.saturating_sub(by)..=(y + by).min(HEIGHT - 1));
            let square: Vec<usize> =
                ys.flat_map(|y| xs.clone().map(move |x| usize::from(page[y * WIDTH + x]))).collect();
            u8::try_from(square.iter().sum::<usize>() / square.len()).unwrap()
        };
        (0..page.len()).map(mean).collect()
    }

    fn says(page: &[u8]) -> Option<Illegible> {
        illegible(&page.iter().flat_map(|&of| [of, of, of, 255]).collect::<Vec<u8>>(), WIDTH)
    }

    #[test]
    fn a_page_that_can_be_read_is_let_be() {
        // In good light, at dusk, in grey, and as a scanner makes it.
        for (ink, paper) in [(40, 220), (25, 90), (90, 150), (0, 255)] {
            assert_eq!(says(&page(ink, paper)), None, "{ink} {paper}");
        }
        // One pixel out of focus is still read.
        assert_eq!(says(&blurred(&page(40, 220), 1)), None);
    }

    #[test]
    fn a_page_that_cannot_be_read_is_told_with_what_is_wrong() {
        assert_eq!(says(&page(4, 40)), Some(Illegible::TooDark));
        assert_eq!(says(&page(225, 255)), Some(Illegible::TooBright));
        assert_eq!(says(&blurred(&page(40, 220), 5)), Some(Illegible::Blurred));
        // A wall, or a thumb.
        assert_eq!(says(&[120; WIDTH * HEIGHT]), Some(Illegible::Blurred));
        assert_eq!(says(&[0; WIDTH * HEIGHT]), Some(Illegible::TooDark));
    }

    #[test]
    fn what_is_no_picture_is_told_nothing_of() {
        for (pixels, width) in [(0, 0), (0, 9), (3, 1), (64, 0), (64, 2), (64, 16), (1_000, 5_000)] {
            assert_eq!(illegible(&vec![0; pixels], width), None, "{pixels} {width}");
        }
    }
}
