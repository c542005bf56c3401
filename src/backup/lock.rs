//! What the device keeps of the lock's passphrase: enough to tell whether a passphrase is the right one, and of no use for anything else.
//!
//! It is worked out as a backup's key is, at the same cost and by the worker only, which is why it stands here. Who has the stored check can try
//! passphrases at it without end, so the rules of [`super::passphrase`] hold, and a number alone is none. It is a hash under a label of its own of what
//! Argon2id gives: nobody gets from it to the key of a backup, even one under the same passphrase and salt.

use super::seal::{COST, Cost, stretch};
use crate::domain::digest::sha256_hex;
use crate::domain::json::object;

/// After how many minutes without a touch people can have the screen locked.
pub const MINUTES: [u32; 4] = [2, 5, 10, 30];
/// How long a check is, in hexadecimal.
const CHECK: usize = 64;

/// The lock as it stands under [`crate::store::keys::LOCK`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lock {
    pub minutes: u32,
    /// Used as it is spelled.
    pub salt: String,
    /// The cost, as in a backup.
    pub m: u32,
    pub t: u32,
    pub p: u32,
    pub check: String,
}

object!(Lock { minutes, salt, m, t, p, check });

impl Lock {
    /// A lock whose check is still to be worked out.
    pub fn new(minutes: u32, salt: String) -> Self {
        Self { minutes, salt, m: COST.m, t: COST.t, p: COST.p, check: String::new() }
    }

    /// Whether there can be a passphrase that opens it: one that is not sound would shut people out for ever.
    pub fn is_sound(&self) -> bool {
        let cost = Cost { m: self.m, t: self.t, p: self.p };
        (1..=60).contains(&self.minutes) && self.salt.len() >= 16 && cost.is_allowed() && self.check.len() == CHECK
    }

    /// What has to be worked out to know whether this passphrase is the right one.
    pub fn trial(&self, passphrase: String) -> Trial {
        Trial { passphrase, salt: self.salt.clone(), m: self.m, t: self.t, p: self.p }
    }
}

/// A passphrase that is tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    pub passphrase: String,
    pub salt: String,
    pub m: u32,
    pub t: u32,
    pub p: u32,
}

object!(Trial { passphrase, salt, m, t, p });

impl Trial {
    /// The check that it gives; `None` for a cost outside of what is allowed.
    pub fn check(&self) -> Option<String> {
        let key = stretch(&self.passphrase, self.salt.as_bytes(), Cost { m: self.m, t: self.t, p: self.p }).ok()?;
        Some(sha256_hex(&[&b"wenlou-lock/1\n"[..], &key].concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::json::{from_text, to_text};

    fn lock() -> Lock {
        let lock = Lock { m: 19_456, t: 2, ..Lock::new(5, "AAECAwQFBgcICQoLDA0ODw".into()) };
        let check = lock.trial("苹果 卡车 月亮 蓝色".into()).check().unwrap_or_default();
        Lock { check, ..lock }
    }

    #[test]
    fn the_check_is_what_argon2id_and_sha_256_give() {
        // Worked out with argon2-cffi and hashlib.
        assert_eq!(lock().check, "f6406104a2d5fc62c20eef6e74f8a01a93b300efec51a3a33226e844a4ee15e5");
    }

    #[test]
    fn only_the_passphrase_gives_the_check_however_it_is_spelled() {
        let lock = lock();
        let check = |passphrase: &str| lock.trial(passphrase.into()).check();
        assert_eq!(check(" 苹果　卡车 月亮  蓝色"), Some(lock.check.clone()));
        assert_ne!(check("苹果 卡车 月亮 红色"), Some(lock.check.clone()));
        assert_ne!(
            Lock { salt: "BAECAwQFBgcICQoLDA0ODw".into(), ..lock.clone() }.trial("苹果".into()).check(),
            check("苹果")
        );
    }

    #[test]
    fn the_stored_form_is_for_ever() {
        let text = r#"{"minutes":10,"salt":"AAECAwQFBgcICQoLDA0ODw","m":47104,"t":3,"p":1,"check":""}"#;
        let lock = Lock::new(10, "AAECAwQFBgcICQoLDA0ODw".into());
        assert_eq!((to_text(&lock).as_str(), from_text(text)), (text, Ok(lock)));
    }

    #[test]
    fn what_nobody_could_open_is_not_sound() {
        let sound = lock();
        assert!(sound.is_sound());
        let spoilt: [fn(&mut Lock); 7] = [
            |lock| lock.minutes = 0,
            |lock| lock.salt.clear(),
            |lock| lock.m = 8,
            |lock| lock.m = u32::MAX,
            |lock| lock.t = 0,
            |lock| lock.p = 2,
            |lock| {
                lock.check.pop();
            },
        ];
        for spoil in spoilt {
            let mut lock = sound.clone();
            spoil(&mut lock);
            assert!(!lock.is_sound(), "{lock:?}");
        }
        assert_eq!(Lock { t: 9, ..sound }.trial("苹果".into()).check(), None);
    }
}
