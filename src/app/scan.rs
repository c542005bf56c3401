//! What can keep a camera from reading a code. The camera is the shell's and the scanner is a widget with a life of its own, so the core
//! hears only of what was scanned: a picked file like any other.

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScanTrouble {
    /// The browser lends this page no camera: an old one, or an address that isn't secure.
    NotOffered,
    /// The person or the browser's settings refused it.
    Refused,
    /// The device has none.
    NoCamera,
    /// There is one, but it can't be opened: why, as the browser says.
    Busy(String),
    /// It has stopped: the page went out of sight, or another program took it.
    Stopped,
    /// What reads the pictures doesn't work: why.
    Reader(String),
}
