//! Photos: taking and choosing them, showing one.
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::Icon;
use super::file_pick::take_files;
use crate::domain::ids::CampaignId;
use crate::domain::photo::Sha256;
use crate::shell::photos::{MISSING, NAME, name_of};
use crate::ui::element::{El, el};

/// A button that opens the camera or the device's pictures.
pub struct PhotoPick {
    pub id: AttrValue,
    pub label: AttrValue,
    /// The camera rather than pictures that there are.
    pub camera: bool,
    /// Never called with an empty list.
    pub onfiles: Callback<Vec<File>>,
}

impl PhotoPick {
    pub fn view(self) -> Html {
        let onfiles = self.onfiles;
        let onchange = Callback::from(move |event: Event| {
            let files = event.target_dyn_into::<HtmlInputElement>().map_or_else(Vec::new, |input| take_files(&input));
            if !files.is_empty() {
                onfiles.emit(files);
            }
        });
        let capture = self.camera.then_some("environment");
        let input = html! {
            <input class="drop__input" type="file" id={self.id.clone()} accept="image/*" {capture} multiple={!self.camera} {onchange} />
        };
        let icon = if self.camera { Icon::Camera } else { Icon::File };
        el("span", "btn btn--secondary pick")
            .add(input)
            .add(icon.view())
            .add(el("label", "").attr("for", self.id).text(self.label))
            .html()
    }
}

/// A photo. Its picture is put in by the shell once the page is drawn; `missing` stands in its place where it isn't on this device.
pub fn photo_image(campaign: &CampaignId, sha256: &Sha256, alt: String, missing: &'static str) -> El {
    // Named by its photo, so that no other is ever shown by the same element.
    el("img", "").key(sha256.as_str()).attr(NAME, name_of(campaign, sha256)).attr(MISSING, missing).attr("alt", alt)
}
