//! What the QR code of a printed form says: `wenlou:form/<campaign>/<compound>/<serial>`.
//!
//! It names the form and nothing of whose it is: what a stranger's camera reads off a paper on the stairs is a number, and only a device that
//! holds the roll knows the household behind it.

use super::form_serial::FormSerial;
use super::ids::{CampaignId, CompoundId};
use std::fmt;

const SCHEME: &str = "wenlou:form/";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormCode {
    pub campaign: CampaignId,
    pub compound: CompoundId,
    pub serial: FormSerial,
}

impl FormCode {
    /// What a code says; `None` for a text that is on no form.
    pub fn read(text: &str) -> Option<Self> {
        // Neither a campaign's id nor a serial has a slash in it; what is between them is the compound's, whatever it is.
        let (campaign, rest) = text.trim().strip_prefix(SCHEME)?.split_once('/')?;
        let (compound, serial) = rest.rsplit_once('/')?;
        let serial = FormSerial::read(serial)?;
        let is_named = !campaign.is_empty() && !compound.is_empty();
        is_named.then(|| Self { campaign: campaign.into(), compound: compound.into(), serial })
    }
}

impl fmt::Display for FormCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/{}/{}", self.campaign, self.compound, self.serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_written_and_nothing_else_is_one() {
        let serial = FormSerial::read("A1B2-0123-2").unwrap();
        for compound in ["k1", "liuyin-3", "柳荫/3"] {
            let code = FormCode { campaign: "Ab-_9".into(), compound: compound.into(), serial: serial.clone() };
            assert_eq!(FormCode::read(&code.to_string()), Some(code));
        }
        assert!(FormCode::read(" wenlou:form/c/k/A1B2-0123-1\n").is_some(), "a camera's text may have a line's end");
        for other in [
            "",
            "A1B2-0123-1",
            "https://example.org/c/k/A1B2-0123-1",
            "wenlou:form/c/A1B2-0123-1",
            "wenlou:form//k/A1B2-0123-1",
            "wenlou:form/c//A1B2-0123-1",
            "wenlou:form/c/k/A1B2-123-1",
            "wenlou:form/c/k/",
        ] {
            assert_eq!(FormCode::read(other), None, "{other}");
        }
    }
}
