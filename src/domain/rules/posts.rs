//! How many subsidised posts a compound of its size has (SUP-1; plan 八3): 根据社区准物业管理小区规模设置服务人员岗位补贴.
//!
//! The bands are the campaign's to set. Only the station's posts are subsidised, so there are none with professional management.

use crate::domain::tally::Decision;
use rust_decimal::Decimal;

/// Up to so many m² of floor area, so many posts.
pub type Band = (Decimal, u32);

/// 10 km², in m².
const MAX_AREA: u32 = 10_000_000;
const MAX_POSTS: u32 = 10_000;

/// Reads bands: `50000=3`, one on each line or behind a comma.
///
/// # Errors
/// The number of the first line, counted from 1, that has anything else, an area that comes twice, or fewer posts than a smaller compound has.
pub fn bands(text: &str) -> Result<Vec<Band>, usize> {
    let mut bands: Vec<(usize, Band)> = Vec::new();
    for (at, line) in (1_usize..).zip(text.lines()) {
        for part in line.split([',', '，', '、', ';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
            let band = band(part).filter(|(area, _)| bands.iter().all(|(_, (known, _))| known != area));
            bands.push((at, band.ok_or(at)?));
        }
    }
    bands.sort_unstable_by_key(|(_, (area, _))| *area);
    let falls = bands.windows(2).find(|pair| matches!(pair, [(_, (_, smaller)), (_, (_, larger))] if larger < smaller));
    match falls {
        Some([_, (at, _)]) => Err(*at),
        _ => Ok(bands.into_iter().map(|(_, band)| band).collect()),
    }
}

fn band(part: &str) -> Option<Band> {
    let (area, posts) = part.split_once(['=', '＝', ':', '：'])?;
    let area = Decimal::from_str_exact(area.trim().trim_end_matches("平方米").trim_end_matches('㎡').trim()).ok()?;
    let posts: u32 = posts.trim().trim_end_matches('个').trim().parse().ok().filter(|posts| *posts <= MAX_POSTS)?;
    let is_meant = area > Decimal::ZERO && area <= Decimal::from(MAX_AREA) && area.scale() <= 3;
    is_meant.then(|| (area.normalize(), posts))
}

/// How a year's posts stand against the bands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Posts {
    /// As many as the band has, or fewer.
    Within {
        band: u32,
    },
    Above {
        band: u32,
    },
    /// The campaign has set no bands.
    NoBands,
    /// The floor area isn't known.
    NoArea,
    /// Larger than the last band.
    BeyondBands,
    /// With professional management the plan subsidises none.
    NotQuasi,
}

/// Holds so many posts of a compound against the bands. `mode` is `None` until it is decided.
pub fn posts(posts: u32, area: Option<Decimal>, bands: &[Band], mode: Option<Decision>) -> Posts {
    if mode == Some(Decision::Professional) {
        return Posts::NotQuasi;
    }
    if bands.is_empty() {
        return Posts::NoBands;
    }
    let Some(area) = area else { return Posts::NoArea };
    match bands.iter().find(|(most, _)| area <= *most) {
        None => Posts::BeyondBands,
        Some((_, band)) if posts > *band => Posts::Above { band: *band },
        Some((_, band)) => Posts::Within { band: *band },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::decimal;

    #[test]
    fn bands_are_read_in_order_each_once() {
        let expected = vec![(decimal("50000"), 3), (decimal("100000.5"), 5)];
        for text in ["50000=3,100000.5=5", "100000.50㎡＝5个\n\n50000 = 3", "50000平方米：3、100000.5=5"] {
            assert_eq!(bands(text), Ok(expected.clone()), "{text}");
        }
        assert_eq!(bands(" \n"), Ok(vec![]));
        for wrong in [
            "50000",
            "50000=x",
            "x=3",
            "0=3",
            "-1=3",
            "50000=-3",
            "50000=3.5",
            "50000=3,50000.0=4",
            "50000.0001=3",
            "10000001=3",
            "50000=10001",
            "50000=5,100000=3",
        ] {
            assert_eq!(bands(&format!("1=0\n{wrong}")), Err(2), "{wrong}");
        }
    }

    #[test]
    fn posts_follow_the_size_and_only_the_stations_are_subsidised() {
        let set = bands("50000=3,100000=5").unwrap();
        let of = |n, area: &str| posts(n, Some(decimal(area)), &set, Some(Decision::Quasi));
        assert_eq!(of(3, "50000"), Posts::Within { band: 3 });
        assert_eq!(of(4, "50000"), Posts::Above { band: 3 });
        assert_eq!(of(4, "50000.001"), Posts::Within { band: 5 });
        assert_eq!(of(1, "100000.1"), Posts::BeyondBands);
        assert_eq!(posts(9, None, &set, None), Posts::NoArea);
        assert_eq!(posts(9, Some(decimal("1")), &[], None), Posts::NoBands);
        assert_eq!(posts(1, Some(decimal("1")), &set, Some(Decision::Professional)), Posts::NotQuasi);
        assert_eq!(posts(4, Some(decimal("1")), &set, None), Posts::Above { band: 3 }, "not decided yet");
    }
}
