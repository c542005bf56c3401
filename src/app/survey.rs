use super::{Effect, Model, Moment};
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {}
#[derive(Clone, Debug, Default)]
pub struct Draft {}
pub fn update(_model: &mut Model, _now: &Moment, _msg: Msg, _effects: &mut Vec<Effect>) {}
