#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetError {}
