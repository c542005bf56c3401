//! The visit (入户) and the written ballot (征求意见表): what happened at a door and what the paper says.
//!
//! The two are apart on purpose: the outcome of a visit is not a vote (catalogue 5). A ballot is the transcript of a
//! signed paper (plan 六(二)1: 采取书面形式), so it always names the paper's serial and the day it was signed.

use crate::domain::date::parse_date;
use crate::domain::json::{object, variants, words};

/// What the paper says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Choice {
    /// 专业化物业管理
    Professional,
    /// 社区化准物业管理
    Quasi,
    /// Blank: no box ticked. Blank is not invalid (catalogue 5, I4).
    Blank(BlankReason),
    Invalid(InvalidCode),
    /// Not to be read here: it is sealed to the supervisor's key.
    Sealed,
}

variants!(Choice {
    Professional = "professional", Quasi = "quasi", Blank(reason) = "blank", Invalid(reason) = "invalid",
    Sealed = "sealed",
});

impl Choice {
    /// What two ballots of one household must share to agree: reasons don't matter, the counted class does.
    pub fn class(self) -> ChoiceClass {
        match self {
            Self::Professional => ChoiceClass::Professional,
            Self::Quasi => ChoiceClass::Quasi,
            Self::Blank(_) => ChoiceClass::Blank,
            Self::Invalid(_) => ChoiceClass::Invalid,
            Self::Sealed => ChoiceClass::Sealed,
        }
    }
}

/// The column of the count that a choice falls into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ChoiceClass {
    Professional,
    Quasi,
    Blank,
    Invalid,
    /// Returned, and not known until it is opened.
    Sealed,
}

words!(ChoiceClass {
    Professional = "professional", Quasi = "quasi", Blank = "blank", Invalid = "invalid", Sealed = "sealed",
});

/// Why a ballot is blank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BlankReason {
    /// Neither box ticked (catalogue I4).
    NoBox,
    /// The holder wrote that they abstain.
    Abstains,
}

words!(BlankReason { NoBox = "no_box", Abstains = "abstains" });

/// Why a ballot is invalid: catalogue 5, codes I1 to I12 without I4 (which is blank). A code is never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum InvalidCode {
    /// No signature, seal or fingerprint.
    I1,
    /// The signer is neither rights-holder nor proxy with written authority.
    I2,
    /// Both boxes ticked.
    I3,
    /// Altered or illegible.
    I5,
    /// Not the numbered form.
    I6,
    /// After close.
    I7,
    /// The title is not on the frozen roll.
    I8,
    /// Duplicate or conflicting.
    I9,
    /// The signature was disowned on verification.
    I10,
    /// A minor or incapable signer without guardian.
    I11,
    /// A barred proxy, such as staff of a property company.
    I12,
}

words!(InvalidCode {
    I1 = "I1", I2 = "I2", I3 = "I3", I5 = "I5", I6 = "I6", I7 = "I7", I8 = "I8", I9 = "I9", I10 = "I10", I11 = "I11",
    I12 = "I12",
});

/// In what capacity the paper was signed (catalogue 5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Signer {
    Owner,
    CoOwner,
    Guardian,
    Proxy,
    /// The tenant of directly managed public housing (catalogue 8.5).
    PublicTenant,
    /// The legal representative of an owner organisation.
    UnitRepresentative,
}

words!(Signer {
    Owner = "owner", CoOwner = "co_owner", Guardian = "guardian", Proxy = "proxy", PublicTenant = "public_tenant",
    UnitRepresentative = "unit_representative",
});

impl Signer {
    /// Whether who signs so signs in another's place, and needs an authority.
    pub fn signs_for_another(self) -> bool {
        matches!(self, Self::Proxy | Self::Guardian)
    }

    /// Whether the roll can't tell who it was.
    pub fn is_off_roll(self) -> bool {
        self.signs_for_another() || self == Self::UnitRepresentative
    }
}

/// The transcript of one signed paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ballot {
    /// Serial number printed on the paper form.
    pub serial: String,
    pub choice: Choice,
    /// `None` where the paper bears no signature.
    pub signer: Option<Signer>,
    /// Name as signed, masked names allowed.
    pub signed_by: Option<String>,
    /// The day on the paper, `yyyy-mm-dd`; ISO dates order as text.
    pub signed_on: String,
    /// What the written authority of a proxy or guardian says: matter, powers, term (Civil Code 165).
    pub authority: Option<String>,
    /// Who took the paper at the door.
    pub collectors: Vec<String>,
    pub note: Option<String>,
    /// Where the campaign says so: choice, signer, name and note, sealed to the supervisor's key; they are nowhere else then.
    pub sealed: Option<String>,
}

object!(Ballot {
    serial, choice, signer or nothing, signed_by or nothing, signed_on, authority or nothing, collectors or nothing,
    note or nothing, sealed or nothing,
});

/// What of a ballot is sealed: how somebody chose, and who.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Secret {
    pub choice: Choice,
    pub signer: Option<Signer>,
    pub signed_by: Option<String>,
    pub authority: Option<String>,
    pub note: Option<String>,
}

object!(Secret { choice, signer or nothing, signed_by or nothing, authority or nothing, note or nothing });

impl Ballot {
    /// Whether it is the transcript of a paper, 采取书面形式: by its serial and the day on it (BAL-2).
    pub fn names_paper(&self) -> bool {
        !self.serial.trim().is_empty() && parse_date(&self.signed_on).is_some()
    }

    /// Whether it is on the numbered form: what isn't, a copy say (I6), may bear no number, or any.
    pub fn is_numbered(&self) -> bool {
        self.choice != Choice::Invalid(InvalidCode::I6)
    }

    /// Whether it rests on a written authority (Civil Code 165). Where the paper is invalid, lacking one may be why.
    pub fn rests_on_authority(&self) -> bool {
        self.signer.is_some_and(Signer::signs_for_another) && !matches!(self.choice, Choice::Invalid(_))
    }

    /// Takes out what is sealed; what stays says that the household has voted, and on which paper.
    pub fn take_secret(&mut self) -> Secret {
        Secret {
            choice: std::mem::replace(&mut self.choice, Choice::Sealed),
            signer: self.signer.take(),
            signed_by: self.signed_by.take(),
            authority: self.authority.take(),
            note: self.note.take(),
        }
    }

    /// Puts it in again, in place of the sealed text.
    pub fn reveal(&mut self, secret: Secret) {
        let Secret { choice, signer, signed_by, authority, note } = secret;
        (self.choice, self.signer, self.signed_by, self.note) = (choice, signer, signed_by, note);
        self.authority = authority;
        self.sealed = None;
    }
}

/// How a visit ended (catalogue 5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum VisitOutcome {
    /// 未遇
    NotMet,
    /// 拒收
    Refused,
    /// 已送达: the form was handed over
    Delivered,
    /// 已收回: the form was taken back
    Collected,
    /// 约定再访
    ComeBack,
    /// 已搬离: whoever has the title lives elsewhere
    Moved,
    /// 房屋灭失
    Gone,
}

words!(VisitOutcome {
    NotMet = "not_met", Refused = "refused", Delivered = "delivered", Collected = "collected",
    ComeBack = "come_back", Moved = "moved", Gone = "gone",
});

impl VisitOutcome {
    /// Whether the household has a form after it, or had one that it has given back.
    pub fn gives_form(self) -> bool {
        matches!(self, Self::Delivered | Self::Collected)
    }
}

/// How a form reached the household (catalogue 5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Delivery {
    /// 当面
    InPerson,
    /// 委托
    Entrusted,
    /// 投递
    Letterbox,
    /// 张贴
    Posted,
    /// 挂号
    Registered,
}

words!(Delivery {
    InPerson = "in_person", Entrusted = "entrusted", Letterbox = "letterbox", Posted = "posted",
    Registered = "registered",
});

impl Delivery {
    /// Whether somebody took it.
    pub fn is_to_somebody(self) -> bool {
        matches!(self, Self::InPerson | Self::Entrusted | Self::Registered)
    }
}

/// A form that was handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedOver {
    pub how: Delivery,
    /// Serial number printed on the form, where it was noted.
    pub serial: Option<String>,
    /// Who signed the stub for it.
    pub receipt: Option<String>,
}

object!(HandedOver { how, serial or nothing, receipt or nothing });

/// One knock on one door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// Local date and time, `yyyy-mm-ddThh:mm`.
    pub at: String,
    pub outcome: VisitOutcome,
    /// When they asked to be called on again: a day, or local date and time as in `at`.
    pub again: Option<String>,
    pub form: Option<HandedOver>,
    /// Two are proposed in practice (catalogue 9); at least one is always named.
    pub collectors: Vec<String>,
    pub note: Option<String>,
}

object!(Visit { at, outcome, again or nothing, form or nothing, collectors, note or nothing });

impl Visit {
    /// Whether a form had reached the household by its end.
    pub fn gives_form(&self) -> bool {
        self.form.is_some() || self.outcome.gives_form()
    }

    /// Whether nobody was met at it, where somebody lives: a form may have been left.
    pub fn is_in_vain(&self) -> bool {
        let is_left =
            |form: &HandedOver| matches!(form.how, Delivery::Letterbox | Delivery::Posted | Delivery::Registered);
        match self.outcome {
            VisitOutcome::NotMet => true,
            VisitOutcome::Delivered => self.form.as_ref().is_some_and(is_left),
            _ => false,
        }
    }
}
