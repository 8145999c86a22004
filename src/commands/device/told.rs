//! How far many phones are, where nobody sees a bar: a line at each tenth.

use crate::context::Context;
use crate::output::Bar;

/// Lines instead of a bar.
#[derive(Default)]
pub struct Told(usize);

impl Told {
    /// Says it, if there is something new to say.
    pub fn tell(&mut self, ctx: &mut Context, bar: &Bar, done: usize, total: usize, failed: usize) {
        let tenth = done * 10 / total.max(1);
        if !bar.is_shown() && tenth > self.0 {
            self.0 = tenth;
            ctx.ui.note(&format!("{done} of {total} done, {failed} failed"));
        }
    }
}
