//! Sessions: who is signed in, staff and members.
//!
//! A session is known by a token that only the browser holds; we keep its digest. What was looked up is believed for five seconds, so that ending a session or changing a role
//! takes hold within that time in every process, and at once in this one: what was read before a change and comes to be held after it is not held.
//!
//! A session of staff holds under which count of the person's epochs it was begun, one of a member when: a new password, or a member's new phone, ends those of before in the
//! same commit.

use crate::changes::Changes;
mod tidy;

use crate::error::{PeopleError, not_found};
use crate::keys::hex;
use crate::role::Role;
use crate::shelf::{Kept, Shelf};
use crate::staff::{Person, STAFF, StaffStatus, digest};
use crate::{People, Status, vault};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Change, Direction};

const SECOND: i64 = 1_000_000;
/// A member of staff who does nothing for so long is signed out.
const STAFF_IDLE_SECONDS: i64 = 8 * 3_600;
/// However busy, so long after signing in one signs in again.
const STAFF_SECONDS: i64 = 7 * 86_400;
/// A member's phone stays signed in as long as it is used so often.
const MEMBER_IDLE_SECONDS: i64 = 90 * 86_400;
/// `last_seen_at` is written no more often.
const SEEN_SECONDS: i64 = 5 * 60;
const BELIEVED_MICROS: i64 = 5 * SECOND;
/// So many digits of a digest name a session.
const NAME_DIGITS: usize = 24;
/// How many looked-up sessions are held.
const HELD: usize = 20_000;

/// A session as it is kept; the id is a digest of the token.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Of staff: `stf_…`; of a member: the id in hex digits.
    of: Box<str>,
    created_at: i64,
    last_seen_at: i64,
    /// What the browser calls itself, cut short.
    agent: Box<str>,
    /// Of staff: the person's epoch under which it was begun.
    #[serde(default)]
    epoch: u64,
}

static STAFF_SESSIONS: Shelf<Session> = Shelf::new("session");
static MEMBER_SESSIONS: Shelf<Session> = Shelf::new("member-session");

/// A member of staff who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffSession {
    /// The session: `ses_…`.
    pub session: Box<str>,
    /// The member of staff: `stf_…`.
    pub staff: Box<str>,
    /// The name to sign in with.
    pub name: Box<str>,
    /// What people call them.
    pub display_name: Box<str>,
    /// What they are.
    pub role: Role,
    /// The store they belong to.
    pub store: Option<Box<str>>,
    /// Whether they have an authenticator app.
    pub totp: bool,
    /// When the session ends at the latest.
    pub expires_at: Instant,
}

/// A member who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSession {
    /// The member.
    pub member: MemberId,
    /// When the session ends if it is not used.
    pub expires_at: Instant,
}

/// A session as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Its id: `ses_…`.
    pub id: Box<str>,
    /// Whose it is: `stf_…`.
    pub staff: Box<str>,
    /// The name to sign in with.
    pub name: Box<str>,
    /// What they are.
    pub role: Role,
    /// When they signed in.
    pub created_at: Instant,
    /// When they were seen last, give or take five minutes.
    pub last_seen_at: Instant,
    /// When it ends if it is not used.
    pub expires_at: Instant,
    /// What the browser calls itself.
    pub agent: Box<str>,
}

/// What was looked up lately.
#[derive(Default)]
pub(crate) struct Sessions {
    held: Mutex<HashMap<String, (Instant, Known)>>,
    changes: Changes,
}

#[derive(Clone)]
enum Known {
    Staff(Option<StaffSession>),
    Member(Option<MemberSession>),
}

impl Sessions {
    fn look_up(&self, id: &str, now: Instant) -> Option<Known> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, known) = held.get(id)?;
        (0..=BELIEVED_MICROS).contains(&(now.0 - at.0)).then(|| known.clone())
    }

    /// Holds what was read since `seen`, unless something was changed meanwhile.
    fn hold(&self, id: String, now: Instant, known: Known, seen: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if self.changes.now() != seen {
            return;
        }
        if held.len() >= HELD {
            held.clear();
        }
        held.insert(id, (now, known));
    }

    pub(crate) fn forget(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        self.changes.count();
        held.clear();
    }
}

impl People {
    /// Begins a session of staff, and returns its token.
    pub(crate) async fn begin_session(
        &self,
        staff: &str,
        epoch: u64,
        agent: &str,
    ) -> Result<String, PeopleError> {
        let token = format!("tss_{}", hex(&self.random()));
        self.begin(&STAFF_SESSIONS, &token, (staff, epoch), agent).await?;
        Ok(token)
    }

    /// Begins a session of a member, and returns its token.
    pub(crate) async fn begin_member_session(
        &self,
        member: MemberId,
        agent: &str,
    ) -> Result<String, PeopleError> {
        let token = format!("tms_{}", hex(&self.random()));
        self.begin(&MEMBER_SESSIONS, &token, (&vault::name(member), 0), agent).await?;
        Ok(token)
    }

    async fn begin(
        &self,
        shelf: &Shelf<Session>,
        token: &str,
        (of, epoch): (&str, u64),
        agent: &str,
    ) -> Result<(), PeopleError> {
        let now = self.now().0;
        let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
        let (of, agent) = (of.into(), agent.into());
        let session = Session { of, created_at: now, last_seen_at: now, agent, epoch };
        Ok(self.store().change(&[shelf.add(&digest(token), &session)]).await?)
    }

    /// Who of the staff holds this token; `None`: nobody, or no more.
    pub async fn staff_session(&self, token: &str) -> Result<Option<StaffSession>, PeopleError> {
        let (id, now) = (digest(token), self.now());
        if let Some(Known::Staff(known)) = self.sessions.look_up(&id, now) {
            return Ok(known);
        }
        let seen = self.sessions.changes.now();
        let found = self.read_staff_session(&id, now).await?;
        self.sessions.hold(id, now, Known::Staff(found.clone()), seen);
        Ok(found)
    }

    async fn read_staff_session(&self, id: &str, now: Instant) -> Result<Option<StaffSession>, PeopleError> {
        let Some(kept) = STAFF_SESSIONS.get(self.store(), id).await? else { return Ok(None) };
        let ends = staff_ends(&kept.value);
        if ends <= now.0 {
            return Ok(None);
        }
        let Some(staff) = STAFF.get(self.store(), &kept.value.of).await? else { return Ok(None) };
        if staff.value.status != StaffStatus::Active || staff.value.epoch != kept.value.epoch {
            return Ok(None);
        }
        self.seen(&STAFF_SESSIONS, &kept, now).await?;
        let found = signed_in(&staff, &kept.id, Instant(ends));
        if now.0 - staff.value.last_seen_at.unwrap_or_default() > SEEN_SECONDS * SECOND {
            let mut staff = staff;
            staff.value.last_seen_at = Some(now.0);
            self.change_or_leave(STAFF.replace(&staff)).await?;
        }
        Ok(Some(found))
    }

    /// Which member holds this token; `None`: nobody, or no more.
    pub async fn member_session(&self, token: &str) -> Result<Option<MemberSession>, PeopleError> {
        let (id, now) = (digest(token), self.now());
        if let Some(Known::Member(known)) = self.sessions.look_up(&id, now) {
            return Ok(known);
        }
        let seen = self.sessions.changes.now();
        let found = self.read_member_session(&id, now).await?;
        self.sessions.hold(id, now, Known::Member(found.clone()), seen);
        Ok(found)
    }

    async fn read_member_session(
        &self,
        id: &str,
        now: Instant,
    ) -> Result<Option<MemberSession>, PeopleError> {
        let Some(kept) = MEMBER_SESSIONS.get(self.store(), id).await? else { return Ok(None) };
        let ends = kept.value.last_seen_at + MEMBER_IDLE_SECONDS * SECOND;
        let member = u128::from_str_radix(&kept.value.of, 16).map(MemberId).unwrap_or_default();
        let standing = self.standing(member).await?;
        let is_over =
            standing.is_some_and(|(status, since)| status == Status::Erased || kept.value.created_at < since);
        if ends <= now.0 || is_over {
            return Ok(None);
        }
        self.seen(&MEMBER_SESSIONS, &kept, now).await?;
        Ok(Some(MemberSession { member, expires_at: Instant(ends) }))
    }

    /// Writes down that a session is in use, now and then.
    async fn seen(
        &self,
        shelf: &Shelf<Session>,
        kept: &Kept<Session>,
        now: Instant,
    ) -> Result<(), PeopleError> {
        if now.0 - kept.value.last_seen_at < SEEN_SECONDS * SECOND {
            return Ok(());
        }
        let value = Session { last_seen_at: now.0, ..kept.value.clone() };
        self.change_or_leave(shelf.replace(&Kept { id: kept.id.clone(), version: kept.version, value })).await
    }

    /// Ends the session of a token; nothing happens where there is none.
    pub async fn sign_out(&self, token: &str) -> Result<(), PeopleError> {
        let id = digest(token);
        for shelf in [&STAFF_SESSIONS, &MEMBER_SESSIONS] {
            if shelf.get(self.store(), &id).await?.is_some() {
                self.store().change(&[shelf.end(&id)]).await?;
            }
        }
        self.sessions.forget();
        Ok(())
    }

    /// Sessions of staff that hold, newest first: of one, or all.
    pub async fn sessions_of(&self, staff: Option<&str>) -> Result<Vec<SessionView>, PeopleError> {
        let now = self.now();
        let people = STAFF.all(self.store()).await?;
        let mut views = Vec::new();
        for kept in STAFF_SESSIONS.all(self.store()).await? {
            let ends = staff_ends(&kept.value);
            let is_asked = staff.is_none_or(|staff| *staff == *kept.value.of) && ends > now.0;
            let Some(person) = people.iter().find(|person| person.id == kept.value.of).filter(|_| is_asked)
            else {
                continue;
            };
            views.push(SessionView {
                id: session_name(&kept.id),
                staff: kept.value.of,
                name: person.value.name.clone(),
                role: person.value.role,
                created_at: Instant(kept.value.created_at),
                last_seen_at: Instant(kept.value.last_seen_at),
                expires_at: Instant(ends),
                agent: kept.value.agent,
            });
        }
        views.sort_by_key(|view| std::cmp::Reverse(view.created_at));
        Ok(views)
    }

    /// Ends a session by its id: an own one, or anybody's for who manages staff.
    pub async fn end_session(&self, id: &str, of: Option<&str>) -> Result<(), PeopleError> {
        let named = self.session_named(id).await?;
        let kept = named.filter(|kept| of.is_none_or(|of| *of == *kept.value.of));
        let kept = kept.ok_or_else(|| not_found("session", id))?;
        self.store().change(&[STAFF_SESSIONS.end(&kept.id)]).await?;
        self.sessions.forget();
        Ok(())
    }

    async fn session_named(&self, id: &str) -> Result<Option<Kept<Session>>, PeopleError> {
        let is_name =
            |digits: &&str| digits.len() == NAME_DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let Some(digits) = id.strip_prefix("ses_").filter(is_name) else { return Ok(None) };
        let next = STAFF_SESSIONS.beyond(self.store(), Some(digits), Direction::Up, 1).await?;
        Ok(next.into_iter().next().filter(|kept| kept.id.starts_with(digits)))
    }

    /// The change by which this session goes on under another epoch of its person.
    pub(crate) async fn session_goes_on(&self, id: &str, epoch: u64) -> Result<Change, PeopleError> {
        let mut kept = self.session_named(id).await?.ok_or_else(|| not_found("session", id))?;
        kept.value.epoch = epoch;
        Ok(STAFF_SESSIONS.replace(&kept))
    }

    /// Forgets all sessions of somebody but this one.
    pub(crate) async fn end_sessions_of(&self, staff: &str, but: Option<&str>) -> Result<(), PeopleError> {
        self.sessions.forget();
        let is_it = |kept: &&Kept<Session>| {
            *kept.value.of == *staff && but.is_none_or(|but| *session_name(&kept.id) != *but)
        };
        let all = STAFF_SESSIONS.all(self.store()).await?;
        let ends = all.iter().filter(is_it).map(|kept| STAFF_SESSIONS.end(&kept.id)).collect();
        STAFF_SESSIONS.remove_all(self.store(), ends).await?;
        self.sessions.forget();
        Ok(())
    }
}

fn signed_in(staff: &Kept<Person>, session: &str, expires_at: Instant) -> StaffSession {
    StaffSession {
        session: session_name(session),
        staff: staff.id.clone(),
        name: staff.value.name.clone(),
        display_name: staff.value.display_name.clone(),
        role: staff.value.role,
        store: staff.value.store.clone(),
        totp: staff.value.totp.is_some(),
        expires_at,
    }
}

fn staff_ends(session: &Session) -> i64 {
    let idle = session.last_seen_at + STAFF_IDLE_SECONDS * SECOND;
    idle.min(session.created_at + STAFF_SECONDS * SECOND)
}

/// What people may see of a session's id: not enough to be it, as the token is not known from its digest anyway.
fn session_name(id: &str) -> Box<str> {
    format!("ses_{}", &id[..id.len().min(NAME_DIGITS)]).into()
}
