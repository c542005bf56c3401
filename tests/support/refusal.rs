//! What is said to a file, in one line that a table can expect.

use serde::Serialize;
use serde_json::Value;
use wenlou::bundle::incoming::{self, Incoming, Trusted};
use wenlou::bundle::merge::{check_signer, plan};
use wenlou::domain::json::to_text;
use wenlou::journal::Journal;

/// Why a file isn't believed: the step, the error's code, and what it says further, such as `jws.bad_header: crit: unknown, or comes
/// twice`. `accepted` if it is.
pub fn refusal(file: &[u8], trusted: &[Trusted]) -> String {
    match incoming::read(file, trusted) {
        Ok(_) => "accepted".to_owned(),
        Err(why) => in_steps(&why),
    }
}

/// An error that names the step it comes from.
pub fn in_steps(why: &impl Serialize) -> String {
    match serde_json::to_value(why).unwrap() {
        Value::Object(step) => step.iter().map(|(step, error)| format!("{step}.{}", in_words(error))).collect(),
        error => in_words(&error),
    }
}

/// As [`refusal`], and of a file that is believed why it doesn't fit this journal, such as `merge.gap: 3, 0`.
pub fn refusal_by(journal: &Journal, file: &[u8], trusted: &[Trusted]) -> String {
    let plan = match incoming::read(file, trusted) {
        Ok(Incoming::Bundle(bundle)) => plan(journal, &bundle.into()),
        Ok(Incoming::Packet(packet)) => {
            let packet = packet.into();
            check_signer(&journal.replay(), &packet, false).and_then(|()| plan(journal, &packet))
        }
        Ok(Incoming::Card { .. } | Incoming::Receipt(_)) => return "accepted".to_owned(),
        Err(why) => return in_steps(&why),
    };
    plan.map_or_else(|why| format!("merge.{}", in_words(&why)), |_| "accepted".to_owned())
}

/// An error's code and its fields, in order of their names.
pub fn in_words(why: &impl Serialize) -> String {
    let field = |field: &Value| field.as_str().map_or_else(|| field.to_string(), str::to_owned);
    match serde_json::to_value(why).unwrap() {
        Value::Object(error) => {
            let (code, fields) = error.iter().next().unwrap();
            let fields: Vec<String> = fields.as_object().unwrap().values().map(field).collect();
            format!("{code}: {}", fields.join(", "))
        }
        code => field(&code),
    }
}

/// What the file means, if it is believed: everything but its own hash.
pub fn meaning(file: &[u8], trusted: &[Trusted]) -> Option<String> {
    match incoming::read(file, trusted).ok()? {
        Incoming::Bundle(bundle) => Some(format!("bundle {}", to_text(&bundle.payload))),
        Incoming::Packet(packet) => Some(format!("packet {}", to_text(&packet.payload))),
        Incoming::Receipt(receipt) => Some(format!("receipt {}", to_text(&receipt))),
        Incoming::Card { card, .. } => Some(format!("card {}", to_text(&card))),
    }
}
