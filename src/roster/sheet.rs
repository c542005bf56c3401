use serde::{Deserialize, Serialize};
pub const MAX_BYTES: usize = 20 << 20;
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Table {}
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SheetError {
    TooLarge { bytes: u64 },
    Unreadable { why: String },
}
pub fn read(_n: &str, _b: &[u8]) -> Result<Table, SheetError> {
    Ok(Table {})
}
pub fn read_sheet(_n: &str, _b: &[u8], _s: &str) -> Result<Table, SheetError> {
    Ok(Table {})
}
