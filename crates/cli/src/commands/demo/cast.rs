//! Who works in the demo's shop, its stores, and the persons behind its members.

use crate::exit::Failure;
use crate::people::failed;
use tessera_app::{App, Listing};
use tessera_engine::values::MemberId;
use tessera_people::{NewStaff, People, PeopleError, Personal, Role, ShopStore, StoreKind};

/// The password of all of them, for whoever wants to sign in by name.
pub(super) const PASSWORD: &str = "tessera-demo";

/// Stores: the id, the name, whose.
const STORES: [(&str, &str, StoreKind); 6] = [
    ("sh-jingan", "上海静安店", StoreKind::Own),
    ("sh-xuhui", "上海徐汇店", StoreKind::Own),
    ("hz-westlake", "杭州西湖店", StoreKind::Own),
    ("nj-xinjiekou", "南京新街口店", StoreKind::Joint),
    ("sz-pingjiang", "苏州平江店", StoreKind::Joint),
    ("online", "网上商城", StoreKind::Online),
];

/// Staff: the name to sign in with, what people call them, the role, the store.
const STAFF: [(&str, &str, Role, Option<&str>); 6] = [
    ("lin", "林运营", Role::Operator, None),
    ("zhao", "赵复核", Role::Operator, None),
    ("qian", "钱分析", Role::Analyst, None),
    ("sun", "孙客服", Role::Service, None),
    ("li", "李店长", Role::StoreManager, Some("sh-jingan")),
    ("wang", "王收银", Role::Cashier, Some("sh-jingan")),
];

/// Who can be signed in as by a button.
#[derive(Clone)]
pub(super) struct Cast {
    /// The staff's ids by the name to sign in with.
    staff: Vec<(Box<str>, Box<str>)>,
    pub(super) member: MemberId,
    /// How many members there are.
    pub(super) members: u64,
    /// The member's phone.
    pub(super) phone: String,
}

impl Cast {
    /// The id of somebody who works here.
    pub(super) fn staff(&self, name: &str) -> Option<&str> {
        self.staff.iter().find(|(known, _)| **known == *name).map(|(_, id)| &**id)
    }
}

/// Makes stores and staff, and gives every member a name and a phone.
pub(super) async fn make(people: &People, app: &App, hero: MemberId) -> Result<Cast, Failure> {
    let failed = |error| failed(&error, None);
    for (id, name, kind) in STORES {
        let store =
            ShopStore { id: id.into(), name: name.into(), zone: "Asia/Shanghai".into(), kind, active: true };
        people.put_shop_store(store).await.map_err(failed)?;
    }
    let staff = staff(people).await.map_err(failed)?;
    let phone = persons(people, app, hero).await?;
    Ok(Cast { staff, member: hero, members: app.member_count().await?, phone })
}

async fn staff(people: &People) -> Result<Vec<(Box<str>, Box<str>)>, PeopleError> {
    let mut made = Vec::new();
    if let Some(link) = people.owner_link().await? {
        let owner = people.accept_invitation(&link.token, PASSWORD).await?;
        made.push((owner.name, owner.id));
    }
    for (name, display_name, role, store) in STAFF {
        let new = NewStaff {
            name: name.into(),
            display_name: display_name.into(),
            role,
            store: store.map(Into::into),
        };
        let (_, link) = people.invite(new).await?;
        let staff = people.accept_invitation(&link.token, PASSWORD).await?;
        made.push((staff.name, staff.id));
    }
    Ok(made)
}

/// So many persons are written in one commit.
const TOGETHER: usize = 500;

/// Names and phones for all members; returns the hero's phone.
async fn persons(people: &People, app: &App, hero: MemberId) -> Result<String, Failure> {
    let (mut last, mut number, mut phone) = (None, 0, String::new());
    loop {
        let listing = Listing { beyond: last, limit: TOGETHER, ..Listing::default() };
        let rows = app.members(listing).await?.members;
        let Some(end) = rows.last() else { return Ok(phone) };
        last = Some(end.id);
        let mut many = Vec::with_capacity(rows.len());
        for row in &rows {
            let person = person(number);
            if row.id == hero {
                phone = person.phone.as_deref().unwrap_or_default().to_owned();
            }
            many.push((row.id, person));
            number += 1;
        }
        people.claim_all(&many).await.map_err(|error| failed(&error, None))?;
    }
}

const FAMILY: [&str; 16] =
    ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "欧阳"];
const GIVEN: [&str; 17] = [
    "芳", "伟", "娜", "敏", "静", "秀英", "丽", "强", "磊", "洋", "艳", "勇", "思远", "雨桐", "子涵", "浩然",
    "欣怡",
];

/// The person of a place in the list: numbers that nobody has, as 199-0000 is not given out.
fn person(number: usize) -> Personal {
    let name = format!("{}{}", FAMILY[number % FAMILY.len()], GIVEN[number / 3 % GIVEN.len()]);
    let (month, day) = (number % 12 + 1, number * 7 % 28 + 1);
    Personal {
        phone: Some(format!("+861990{number:07}").into()),
        name: Some(name.into()),
        email: None,
        birthday: Some(format!("{}-{month:02}-{day:02}", 1965 + number % 40).into()),
    }
}
