//! What others do to a session while `ipp` is on its way: customers, clerks, and time.

use super::world::World;

/// One such thing. What is too late for it does nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// The customer pays.
    Pay,
    /// The card is declined; the session stays open.
    Decline,
    /// The clerk cancels.
    Cancel,
    /// Its time is up.
    Expire,
    /// It fails: nothing but the server's own trouble makes it do so.
    Fail,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pay, Self::Decline, Self::Cancel, Self::Expire, Self::Fail];

    /// Does it.
    pub fn happen(self, world: &World, id: &str) {
        let clerk = |what: &str| drop(world.try_to("POST", &format!("/emulator/v1/sessions/{id}/{what}"), ""));
        match self {
            Self::Pay => clerk("pay"),
            Self::Decline => clerk("decline"),
            Self::Cancel => clerk("cancel"),
            Self::Expire => {
                alter(world, id, "UPDATE sessions SET lapses_at = 0 WHERE id = ?1 AND lapses_at IS NOT NULL");
                // It lapses when somebody looks.
                drop(world.try_to("GET", &format!("/ipp/v1/sessions/{id}"), ""));
            }
            Self::Fail => alter(
                world,
                id,
                "UPDATE sessions SET lapses_at = NULL, object = json_set(object, '$.status', 'FAILED')
                 WHERE id = ?1 AND object ->> '$.status' IN ('CREATED', 'ACTIVE')",
            ),
        }
    }
}

fn alter(world: &World, id: &str, sql: &str) {
    world.store().execute(sql, [id]).expect("a statement");
}
