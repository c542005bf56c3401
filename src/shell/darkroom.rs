//! The worker's half of photos: a picture from a camera becomes a JPEG of at most 1,600 pixels, photos become a file or come out of one, and the photo
//! of a paper is looked at, whether it can be read.
//!
//! The browser decodes the picture, whatever it is a picture of, turned as the camera held it, and only what was drawn goes on: what else stood in the
//! camera's file, the place where it was taken among it, stays behind.

use super::photos;
use super::words_of;
use crate::app::photos::{Developed, TakenIn, Trouble};
use crate::bundle::photo_pack::{pack, unpack};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, RealCampaign};
use crate::domain::json::{self, object, variants};
use crate::domain::legibility::{Illegible, illegible};
use crate::domain::photo::{MAX_SIDE, MAX_SIZE, Photo, Sha256};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, ImageBitmap, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// What the page has the worker do about photos. The file concerned comes along.
pub enum Darkroom {
    /// Make a photo of a picture and keep it. The reply is [`Developed`] in JSON.
    Develop(CampaignId),
    /// Put photos into one file. The reply is `[file, number of photos that aren't here]`, or a text that says why there is none.
    Pack(RealCampaign, Vec<Sha256>),
    /// Keep those photos of the file that are wanted. The reply is [`TakeInReply`] in JSON.
    TakeIn(CampaignId, Vec<Photo>),
}

variants!(Darkroom {
    Develop(campaign) = "develop", Pack(campaign, photos) = "pack", TakeIn(campaign, wanted) = "take_in",
});

/// What only the doors have the worker do, so that the survey's program need not know how to ask: look whether a photo that is kept can be read. The
/// reply is the code of what is wrong, or nothing.
pub struct Look {
    pub campaign: CampaignId,
    pub look: Sha256,
}

object!(Look { campaign, look });

pub type TakeInReply = Result<TakenIn, String>;

/// A file of photos.
pub struct Packed {
    pub blob: Blob,
    /// So many weren't here.
    pub missing: usize,
}

/// The largest file that is looked at as a picture: no camera of a tablet makes one of a third of it.
const MAX_PICTURE: f64 = 60.0 * 1024.0 * 1024.0;
/// The most pixels: decoded, each takes four bytes.
const MAX_PIXELS: u64 = 100_000_000;
/// How much of a picture's likeness is kept; the browsers' own default is 0.92, at twice the size.
const QUALITY: f64 = 0.8;

/// Does a job; its reply.
pub async fn reply_to(job: Darkroom, file: JsValue) -> JsValue {
    match job {
        Darkroom::Develop(campaign) => {
            let developed = develop(&campaign, file.unchecked_into()).await;
            json::to_text(&developed.unwrap_or_else(Developed::Not)).into()
        }
        Darkroom::Pack(campaign, photos) => match pack_all(&campaign, &photos).await {
            Ok((blob, missing)) => Array::of2(&blob, &(missing as f64).into()).into(),
            Err(why) => why.into(),
        },
        Darkroom::TakeIn(campaign, wanted) => {
            json::to_text(&take_in(&campaign, file.unchecked_into(), &wanted).await).into()
        }
    }
}

/// Looks at a photo; the reply.
pub async fn look_at(what: Look) -> JsValue {
    match look(&what).await {
        Some(why) => why.code().into(),
        None => JsValue::NULL,
    }
}

async fn awaited<T: JsCast>(promise: Result<Promise, JsValue>) -> Result<T, String> {
    let promise = promise.map_err(|e| words_of(&e))?;
    JsFuture::from(promise).await.map(JsCast::unchecked_into).map_err(|e| words_of(&e))
}

async fn bytes_of(blob: &Blob) -> Result<Uint8Array, String> {
    let buffer: JsValue = awaited(Ok(blob.array_buffer())).await?;
    Ok(Uint8Array::new(&buffer))
}

async fn develop(campaign: &CampaignId, file: Blob) -> Result<Developed, Trouble> {
    if file.size() > MAX_PICTURE {
        return Err(Trouble::TooLarge);
    }
    let (canvas, width, height) = drawn(&file).await?;
    let (bytes, photo) = encode(&canvas, width, height).await.map_err(Trouble::Failed)?;
    photos::put(campaign, &[(photo.sha256.clone(), bytes)]).await.map_err(Trouble::Failed)?;
    Ok(Developed::Photo(photo))
}

/// A picture as the browser decodes it, no larger than a photo may be.
async fn drawn(file: &Blob) -> Result<(OffscreenCanvas, u32, u32), Trouble> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let bitmap: ImageBitmap =
        awaited(scope.create_image_bitmap_with_blob(file)).await.map_err(|_| Trouble::NotAPicture)?;
    let drawn = draw(&bitmap);
    bitmap.close();
    drawn.map_err(|why| match why {
        Some(why) => Trouble::Failed(words_of(&why)),
        None => Trouble::TooLarge,
    })
}

async fn look(Look { campaign, look }: &Look) -> Option<Illegible> {
    let bytes = photos::get(campaign, look).await.ok()??;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).ok()?;
    let (canvas, width, height) = drawn(&blob).await.ok()?;
    let context: OffscreenCanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    let pixels = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height)).ok()?.data();
    illegible(&pixels, usize::try_from(width).ok()?)
}

/// Draws a picture no larger than a photo may be. No reason: it has too many pixels.
fn draw(bitmap: &ImageBitmap) -> Result<(OffscreenCanvas, u32, u32), Option<JsValue>> {
    let (width, height) = (bitmap.width(), bitmap.height());
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(None);
    }
    let longest = width.max(height).max(1);
    let scaled = |side: u32| match longest > MAX_SIDE {
        // Whole numbers: rounded to the nearest, and at least one pixel.
        true => {
            let scaled = (u64::from(side) * u64::from(MAX_SIDE) + u64::from(longest) / 2) / u64::from(longest);
            u32::try_from(scaled).unwrap_or(MAX_SIDE).max(1)
        }
        false => side,
    };
    let (width, height) = (scaled(width), scaled(height));
    let canvas = OffscreenCanvas::new(width, height).map_err(Some)?;
    let context = canvas.get_context("2d").map_err(Some)?.ok_or_else(|| Some("canvas".into()))?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    // The better of the two ways to make a picture smaller; a browser that has but one doesn't mind.
    let _ = Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into());
    let (dw, dh) = (f64::from(width), f64::from(height));
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, dw, dh).map_err(Some)?;
    Ok((canvas, width, height))
}

async fn encode(canvas: &OffscreenCanvas, width: u32, height: u32) -> Result<(Uint8Array, Photo), String> {
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(QUALITY);
    let blob: Blob = awaited(canvas.convert_to_blob_with_options(&options)).await?;
    let bytes = bytes_of(&blob).await?;
    let size = u64::from(bytes.length());
    let sha256 = Sha256::new(&sha256_hex(&bytes.to_vec())).ok_or("sha256")?;
    if blob.type_() != "image/jpeg" || size > MAX_SIZE {
        return Err(format!("{} {size}", blob.type_()));
    }
    Ok((bytes, Photo { sha256, size, width, height }))
}

async fn pack_all(campaign: &CampaignId, wanted: &[Sha256]) -> Result<(Blob, usize), String> {
    let mut found = Vec::new();
    for sha256 in wanted {
        if let Some(bytes) = photos::get(campaign, sha256).await? {
            found.push((sha256, bytes.to_vec()));
        }
    }
    let missing = wanted.len() - found.len();
    let file = pack(found.iter().map(|(sha256, bytes)| (*sha256, &bytes[..])))?;
    let options = BlobPropertyBag::new();
    options.set_type("application/zip");
    let parts = Array::of1(&Uint8Array::from(&file[..]));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|e| words_of(&e))?;
    Ok((blob, missing))
}

async fn take_in(campaign: &CampaignId, file: Blob, wanted: &[Photo]) -> TakeInReply {
    let bytes = bytes_of(&file).await?.to_vec();
    let unpacked = unpack(&bytes, wanted)?.of_true_size(wanted);
    for (sha256, bytes) in &unpacked.photos {
        photos::put(campaign, &[(sha256.clone(), Uint8Array::from(&bytes[..]))]).await?;
    }
    Ok(TakenIn { taken: unpacked.photos.len(), left: unpacked.left })
}
