//! 八个有 (plan 二): a room and seven services. The plan gives no test; this one is the catalogue's (1.3), and the screens say so.
//!
//! The room is there if it has an area, rented or borrowed ones for the time being. A service is there if it is said to be and provider, first day
//! and frequency are known. Hardware supports and never proves.

use super::room::Room;
use crate::domain::catalogue::Have;
use crate::domain::json::words;

/// How one of the eight stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// 有
    Present,
    /// 有（过渡）: a room that is rented or borrowed.
    Transitional,
    /// 部分: in part, or without what proves it.
    Partial,
    /// 无
    Absent,
    /// 不适用, and the supervisor agreed.
    NotApplicable,
    /// 不适用 by the surveyor's word alone.
    NotAgreed,
    /// Nobody knows yet.
    Unknown,
}

words!(Value {
    Present = "present", Transitional = "transitional", Partial = "partial", Absent = "absent",
    NotApplicable = "not_applicable", NotAgreed = "not_agreed", Unknown = "unknown",
});

impl Value {
    /// Whether it counts as one of the eight that are there.
    pub fn counts(self) -> bool {
        matches!(self, Self::Present | Self::Transitional | Self::NotApplicable)
    }
}

/// What was found of a service (answer type `svc`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Service {
    pub presence: Option<Presence>,
    pub has_provider: bool,
    pub has_start: bool,
    pub has_frequency: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    Present,
    Partial,
    Absent,
    NotApplicable,
}

words!(Presence { Present = "present", Partial = "partial", Absent = "absent", NotApplicable = "not_applicable" });

/// H1.
pub fn room(room: Option<Room>) -> Value {
    match room {
        None => Value::Unknown,
        Some(Room::Owned) => Value::Present,
        Some(Room::Transitional { until: Some(_), over: false }) => Value::Transitional,
        // Over, or without an end: then nobody can say that it is for the time being.
        Some(Room::Transitional { .. }) => Value::Partial,
        Some(Room::Absent) => Value::Absent,
    }
}

/// H2 to H8. `agreed`: the supervisor agreed that it doesn't arise here, and said why.
pub fn service(service: Service, agreed: bool) -> Value {
    match service.presence {
        None => Value::Unknown,
        Some(Presence::NotApplicable) if agreed => Value::NotApplicable,
        Some(Presence::NotApplicable) => Value::NotAgreed,
        Some(Presence::Absent) => Value::Absent,
        Some(Presence::Partial) => Value::Partial,
        Some(Presence::Present) if service.has_provider && service.has_start && service.has_frequency => Value::Present,
        Some(Presence::Present) => Value::Partial,
    }
}

/// What a service that is there lacks as proof, by the fields of its item; nothing where it isn't there, wholly or in part.
pub fn unproved(service: Service) -> Vec<&'static str> {
    if !matches!(service.presence, Some(Presence::Present | Presence::Partial)) {
        return Vec::new();
    }
    let each =
        [(service.has_provider, "provider"), (service.has_start, "start_date"), (service.has_frequency, "frequency")];
    each.into_iter().filter_map(|(has, field)| (!has).then_some(field)).collect()
}

/// How an item that only supports a have stands: what it finds is there, lacking, or not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    There,
    Lacking,
    NotApplicable,
    Unknown,
}

words!(Support { There = "there", Lacking = "lacking", NotApplicable = "not_applicable", Unknown = "unknown" });

/// The item of the catalogue that shows whether a service is there; the room has two of its own.
pub const fn item(have: Have) -> Option<&'static str> {
    Some(match have {
        Have::H1 => return None,
        Have::H2 => "mech.clean",
        Have::H3 => "mech.order",
        Have::H4 => "mech.parking",
        Have::H5 => "mech.facility",
        Have::H6 => "mech.green",
        Have::H7 => "mech.road",
        Have::H8 => "mech.repair",
    })
}

/// Whether all eight are there; `None` while one isn't known and none is lacking.
pub fn achieved(values: &[Value; 8]) -> Option<bool> {
    let lacks = |value: &Value| !value.counts() && *value != Value::Unknown;
    match values.iter().any(lacks) {
        true => Some(false),
        false => (!values.contains(&Value::Unknown)).then_some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;
    use crate::domain::date::parse_date;

    #[test]
    fn a_service_is_proved_by_provider_first_day_and_frequency() {
        let full =
            Service { presence: Some(Presence::Present), has_provider: true, has_start: true, has_frequency: true };
        assert_eq!(service(full, false), Value::Present);
        for lacking in [
            Service { has_provider: false, ..full },
            Service { has_start: false, ..full },
            Service { has_frequency: false, ..full },
            Service { presence: Some(Presence::Partial), ..full },
        ] {
            assert_eq!(service(lacking, true), Value::Partial);
        }
        assert_eq!(service(Service { presence: Some(Presence::Absent), ..full }, true), Value::Absent);
        assert_eq!(service(Service::default(), true), Value::Unknown);
        let not_applicable = Service { presence: Some(Presence::NotApplicable), ..Service::default() };
        assert_eq!(
            (service(not_applicable, true), service(not_applicable, false)),
            (Value::NotApplicable, Value::NotAgreed)
        );
    }

    #[test]
    fn what_a_service_lacks_is_named() {
        let bare = Service { presence: Some(Presence::Present), ..Service::default() };
        assert_eq!(unproved(bare), ["provider", "start_date", "frequency"]);
        let partial = Service { presence: Some(Presence::Partial), has_start: true, ..bare };
        assert_eq!(unproved(partial), ["provider", "frequency"]);
        for presence in [None, Some(Presence::Absent), Some(Presence::NotApplicable)] {
            assert_eq!(unproved(Service { presence, ..bare }), [""; 0]);
        }
    }

    #[test]
    fn a_room_for_the_time_being_needs_an_end_that_is_not_past() {
        let until = parse_date("2027-01-01");
        assert_eq!(room(Some(Room::Owned)), Value::Present);
        assert_eq!(room(Some(Room::Transitional { until, over: false })), Value::Transitional);
        assert_eq!(room(Some(Room::Transitional { until, over: true })), Value::Partial);
        assert_eq!(room(Some(Room::Transitional { until: None, over: false })), Value::Partial);
        assert_eq!((room(Some(Room::Absent)), room(None)), (Value::Absent, Value::Unknown));
    }

    #[test]
    fn all_eight_or_agreed_and_what_is_open_is_not_no() {
        let mut values = [Value::Present; 8];
        (values[0], values[5]) = (Value::Transitional, Value::NotApplicable);
        assert_eq!(achieved(&values), Some(true));
        values[3] = Value::Unknown;
        assert_eq!(achieved(&values), None);
        for lacking in [Value::Partial, Value::Absent, Value::NotAgreed] {
            values[4] = lacking;
            assert_eq!(achieved(&values), Some(false));
        }
    }

    #[test]
    fn each_service_has_its_item() {
        for have in Have::ALL {
            let Some(id) = item(have) else { continue };
            let item = catalogue::item(id).unwrap();
            assert_eq!(item.haves, [have]);
            assert!(
                ["presence", "provider", "start_date", "frequency"].iter().all(|field| item.field(field).is_some())
            );
        }
    }
}
