//! What the device keeps of the lock's passphrase: enough to tell whether a passphrase is the right one, and of no use for anything else.
//!
//! It is worked out as a backup's key is, at the same cost and by the worker only, which is why it stands here. Who has the stored check can try
//! passphrases at it without end, so the rules of [`super::passphrase`] hold, and a number alone is none. It is a hash under a label of its own of what
//! Argon2id gives: nobody gets from it to the key of a backup, even one under the same passphrase and salt.
//!
//! Beside the passphrase eight spare words open it, which are drawn when it is set, shown once and kept on paper: who forgets the passphrase would
//! otherwise be shut out from records that are nowhere else.

use super::seal::{COST, Cost, stretch};
use crate::bundle::words::{self, Words};
use crate::domain::digest::{sha256, sha256_hex};
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
    /// The check of the spare words; none where the lock was set before there were any.
    pub spare: Option<String>,
}

object!(Lock { minutes, salt, m, t, p, check, spare or nothing });

impl Lock {
    /// A lock whose check is still to be worked out.
    pub fn new(minutes: u32, salt: String) -> Self {
        Self { minutes, salt, m: COST.m, t: COST.t, p: COST.p, check: String::new(), spare: None }
    }

    /// Whether there can be a passphrase that opens it: one that is not sound would shut people out for ever.
    pub fn is_sound(&self) -> bool {
        let cost = Cost { m: self.m, t: self.t, p: self.p };
        (1..=60).contains(&self.minutes) && self.salt.len() >= 16 && cost.is_allowed() && self.check.len() == CHECK
    }

    /// What has to be worked out to know whether this passphrase is the right one.
    pub fn trial(&self, passphrase: String) -> Trial {
        Trial { passphrase, is_spare: false, salt: self.salt.clone(), m: self.m, t: self.t, p: self.p }
    }

    /// The same for spare words as they are typed, in either language.
    pub fn spare_trial(&self, typed: String) -> Trial {
        Trial { is_spare: true, ..self.trial(typed) }
    }
}

/// Eight spare words out of chance that is used for nothing else, and how they are typed.
pub fn spare_words(chance: &str) -> (Words, String) {
    let hash = sha256([b"wenlou-spare/1\n", chance.as_bytes()].concat().as_slice());
    let drawn = std::array::from_fn(|at| hash[at]);
    (drawn, words::spell(drawn))
}

/// A passphrase, or spare words, that are tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    pub passphrase: String,
    pub is_spare: bool,
    pub salt: String,
    pub m: u32,
    pub t: u32,
    pub p: u32,
}

object!(Trial { passphrase, is_spare, salt, m, t, p });

impl Trial {
    /// The check that it gives; `None` for a cost outside of what is allowed.
    pub fn check(&self) -> Option<String> {
        // What isn't eight words is tried as it stands, and is wrong.
        let spare = words::read(&self.passphrase).filter(|_| self.is_spare).map(words::spell);
        let said = spare.as_ref().unwrap_or(&self.passphrase);
        let key = stretch(said, self.salt.as_bytes(), Cost { m: self.m, t: self.t, p: self.p }).ok()?;
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
    fn spare_words_give_their_check_in_either_language_and_nothing_else_does() {
        let lock = lock();
        let (drawn, typed) = spare_words("BAECAwQFBgcICQoLDA0ODw");
        // Worked out with hashlib and the list.
        assert_eq!(drawn, [112, 208, 160, 65, 21, 112, 16, 46]);
        let check = |typed: &str| lock.spare_trial(typed.into()).check();
        let spare = check(&typed);
        let english = drawn.map(|at| words::LIST[usize::from(at)].1);
        assert_eq!((check(&english.join(" ")), check(&typed.replace(' ', ""))), (spare.clone(), spare.clone()));
        assert_ne!(check(&english[..7].join(" ")), spare);
        assert_ne!(check(&format!("{typed} {}", english[0])), spare);
        // A passphrase of words from the list is a passphrase.
        assert_ne!(lock.trial(english.join(" ")).check(), spare);
        assert_ne!(check("苹果 卡车 月亮 蓝色"), spare);
    }

    #[test]
    fn the_stored_form_is_for_ever() {
        let text = r#"{"minutes":10,"salt":"AAECAwQFBgcICQoLDA0ODw","m":47104,"t":3,"p":1,"check":""}"#;
        let lock = Lock::new(10, "AAECAwQFBgcICQoLDA0ODw".into());
        assert_eq!((to_text(&lock).as_str(), from_text(text)), (text, Ok(lock.clone())));
        let text = text.replace('}', r#","spare":"ab"}"#);
        let lock = Lock { spare: Some("ab".into()), ..lock };
        assert_eq!((to_text(&lock), from_text(&text)), (text.clone(), Ok(lock)));
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
