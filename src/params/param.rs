//! One parameter as a lab declares it: its values, its default, and when it counts.

use super::key::{SEED, STEPS};
use super::{Choices, Condition, Key, Kind, Params, Scale, Value};
use serde::{Serialize, Serializer};
use std::ops::{Deref, DerefMut};

/// One parameter.
///
/// It is a pointer: word by word a declaration hands it on, and labs have dozens of declarations.
#[derive(Debug, Serialize)]
pub struct Param(Box<Declared>);

/// What a lab says of a parameter.
#[derive(Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ParamSpec")
)]
pub struct Declared {
    /// Its key in URL, element and command line.
    pub id: &'static str,
    /// Its name in texts: the id, or that of the parameter of which this is a further one.
    pub name: &'static str,
    /// Which of several of the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The section of controls in which it stands, by its name in texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'static str>,
    /// How formulas write it.
    pub symbol: &'static str,
    /// What its values are.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "ParamKind"))]
    pub kind: Kind,
    /// The text of its default.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    default: Value,
    /// Other defaults under conditions; the first that holds wins.
    #[serde(skip)]
    default_when: Vec<(Condition, Value)>,
    /// A table of further defaults, for where there are more than conditions could list.
    #[serde(skip)]
    default_table: Option<DefaultTable>,
    /// When it has an effect; always, if `None`. The page is told whether, not when: see `values` in `web`.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Condition>,
}

impl Deref for Param {
    type Target = Declared;

    fn deref(&self) -> &Declared {
        &self.0
    }
}

impl DerefMut for Param {
    fn deref_mut(&mut self) -> &mut Declared {
        &mut self.0
    }
}

/// Defaults that follow from other parameters.
struct DefaultTable {
    values: Vec<Value>,
    depends_on: Vec<&'static str>,
    pick: Pick,
}

/// Which default of a table holds; beyond the table's end, the usual one does.
type Pick = Box<dyn Fn(&Params) -> usize + Send + Sync>;

impl std::fmt::Debug for DefaultTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(&self.values).finish()
    }
}

/// A number in `[min, max]`.
pub fn number(
    key: Key<f64>,
    symbol: &'static str,
    scale: Scale,
    [min, max]: [f64; 2],
    default: f64,
) -> Param {
    let positions = scale.positions(min, max);
    Param::new(
        key,
        symbol,
        Kind::Number {
            min,
            max,
            scale,
            positions,
        },
        Value::Number(default),
    )
}

/// A whole number in `[min, max]`, at most 2^53 so that JavaScript can hold it.
pub fn integer(
    key: Key<u64>,
    symbol: &'static str,
    scale: Scale,
    [min, max]: [u64; 2],
    default: u64,
) -> Param {
    let positions = scale.integer_positions(min, max);
    Param::new(
        key,
        symbol,
        Kind::Integer {
            min,
            max,
            scale,
            positions,
        },
        Value::Integer(default),
    )
}

/// One of the options; the first is the default.
pub fn choice<C: Choices>(key: Key<C>, symbol: &'static str) -> Param {
    choice_among(key, symbol, &C::all())
}

/// One of some of the options; the first is the default.
pub fn choice_among<C: Choices>(key: Key<C>, symbol: &'static str, among: &[C]) -> Param {
    let options: Vec<_> = among.iter().map(C::id).collect();
    let default = Value::Choice(options.first().copied().unwrap_or_default());
    Param::new(key, symbol, Kind::Choice { options }, default)
}

/// A switch.
pub fn flag(key: Key<bool>, symbol: &'static str, default: bool) -> Param {
    Param::new(key, symbol, Kind::Flag, Value::Flag(default))
}

/// A point of the plane with both coordinates in `[min, max]`.
pub fn point(
    key: Key<[f64; 2]>,
    symbol: &'static str,
    [min, max]: [f64; 2],
    default: [f64; 2],
) -> Param {
    Param::new(key, symbol, Kind::Point { min, max }, Value::Point(default))
}

/// The length of a run, from 1 to `most`: every lab has it.
pub fn steps(most: u64, default: u64) -> Param {
    integer(STEPS, "", Scale::Log, [1, most], default)
}

/// What decides all that is random: every lab has it. See [`Param::never_relevant`] for one where nothing is.
pub fn seed() -> Param {
    integer(SEED, "", Scale::Linear, [0, u32::MAX.into()], 1)
}

impl Param {
    pub(super) fn new<T>(key: Key<T>, symbol: &'static str, kind: Kind, default: Value) -> Self {
        Self::called(key.id(), symbol, kind, default)
    }

    #[inline(never)]
    fn called(id: &'static str, symbol: &'static str, kind: Kind, default: Value) -> Self {
        Self(Box::new(Declared {
            id,
            name: id,
            index: None,
            group: None,
            symbol,
            kind,
            default,
            default_when: Vec::new(),
            default_table: None,
            relevant: None,
        }))
    }

    /// Without any effect in this lab: such as `seed`, which every lab has, where nothing is random.
    pub fn never_relevant(self) -> Self {
        self.relevant_when(Condition::any([]))
    }

    /// Whether it has an effect under some condition at least.
    pub(super) fn is_ever_relevant(&self) -> bool {
        !matches!(&self.relevant, Some(Condition::Any(ways)) if ways.is_empty())
    }

    /// The parameter has an effect only when `condition` holds.
    #[inline(never)]
    pub fn relevant_when(mut self, condition: Condition) -> Self {
        self.relevant = Some(condition);
        self
    }

    /// The parameter has an effect only when `condition` holds besides what it waits for already.
    #[inline(never)]
    pub fn only_when(mut self, condition: Condition) -> Self {
        let relevant = match self.relevant.take() {
            Some(own) => Condition::all([condition, own]),
            None => condition,
        };
        self.relevant_when(relevant)
    }

    /// The `index`-th parameter of this name: its texts are those of the first.
    #[inline(never)]
    pub fn another(mut self, name: &'static str, index: u32) -> Self {
        (self.name, self.index) = (name, Some(index));
        self
    }

    /// Written by another symbol.
    #[inline(never)]
    pub fn symbol(mut self, symbol: &'static str) -> Self {
        self.symbol = symbol;
        self
    }

    /// Puts its control into a section.
    #[inline(never)]
    pub fn grouped(mut self, group: &'static str) -> Self {
        self.group = Some(group);
        self
    }

    /// Another default when `condition` holds; earlier calls win over later ones.
    pub fn default_when(mut self, condition: Condition, default: impl Into<Value>) -> Self {
        self.default_when.push((condition, default.into()));
        self
    }

    /// The `pick`-th of `values` is the default where no condition of [`Param::default_when`] holds; beyond their end, the
    /// usual default is. `pick` may look at the parameters `depends_on` only, which stand earlier in the schema.
    pub fn default_among(
        mut self,
        values: Vec<Value>,
        depends_on: &[&'static str],
        pick: impl Fn(&Params) -> usize + Send + Sync + 'static,
    ) -> Self {
        self.default_table = Some(DefaultTable {
            values,
            depends_on: depends_on.to_vec(),
            pick: Box::new(pick),
        });
        self
    }

    /// The default under the present values of the other parameters.
    pub fn default_in(&self, params: &Params) -> &Value {
        let special = self
            .default_when
            .iter()
            .find(|(condition, _)| condition.holds(params));
        special.map(|(_, value)| value).unwrap_or_else(|| {
            let picked = (self.default_table.as_ref())
                .and_then(|table| table.values.get((table.pick)(params)));
            picked.unwrap_or(&self.default)
        })
    }

    /// All values that are its default somewhere.
    pub fn defaults(&self) -> impl Iterator<Item = &Value> {
        let table = self.default_table.iter().flat_map(|table| &table.values);
        let special = self.default_when.iter().map(|(_, value)| value);
        std::iter::once(&self.default).chain(special).chain(table)
    }

    /// The parameters that its relevance and its defaults look at.
    pub fn depends_on(&self) -> Vec<&'static str> {
        let mut ids = Vec::new();
        for condition in self
            .relevant
            .iter()
            .chain(self.default_when.iter().map(|(condition, _)| condition))
        {
            condition.collect_ids(&mut ids);
        }
        ids.extend(
            self.default_table
                .iter()
                .flat_map(|table| &table.depends_on),
        );
        ids
    }
}

fn as_text<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.text())
}
