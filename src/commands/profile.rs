//! placeholder until config lands
