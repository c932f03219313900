//! The declaration of a lab's parameters.

use super::numeral::{NoNumber, read_number, tidy};
use super::{Choices, ExpressionKind, ParamError, Params, PointsKind, Scale, Value, number_text};
use serde::{Serialize, Serializer};

/// The parameters of a lab, in the order in which a reader meets them.
///
/// ```
/// use thetaflow::params::{Condition, Params, Scale, Schema, choice, integer, number};
///
/// let schema: &'static Schema = Box::leak(Box::new(Schema {
///     lab: "descent",
///     steps_per_second: 10.0,
///     params: vec![
///         choice("rule", "", &["sgd", "momentum"]),
///         number("lr", "γ", Scale::Log, [1e-4, 1.0], 0.1),
///         number("momentum", "μ", Scale::Linear, [0.0, 0.999], 0.9)
///             .relevant_when(Condition::Is("rule", vec!["momentum"])),
///         integer("steps", "N", Scale::Log, [1, 1000], 100),
///     ],
/// }));
/// let mut params = Params::new(schema);
/// // A refused value is data for a sentence, and the last good one stays.
/// let refused = params.load("rule=momentum&lr=50&steps=20");
/// assert_eq!(refused[0].code, "out_of_range");
/// assert_eq!((params.number("lr"), params.number("momentum")), (0.1, 0.9));
/// assert_eq!(params.query(), "rule=momentum&steps=20");
/// ```
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Schema {
    /// The name of the lab.
    pub lab: &'static str,
    /// How many steps a second are played at normal speed.
    pub steps_per_second: f64,
    /// The parameters.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "ParamSpec[]"))]
    pub params: Vec<Param>,
}

/// One parameter.
#[derive(Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ParamSpec")
)]
pub struct Param {
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

/// What values a parameter takes.
#[derive(Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ParamKind")
)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// A finite number in `[min, max]`.
    Number {
        /// The least value.
        min: f64,
        /// The largest value.
        max: f64,
        /// How a slider spreads them.
        scale: Scale,
        /// How many positions a slider has.
        positions: u32,
    },
    /// A whole number in `[min, max]`.
    Integer {
        /// The least value.
        min: u64,
        /// The largest value.
        max: u64,
        /// How a slider spreads them.
        scale: Scale,
        /// How many positions a slider has.
        positions: u32,
    },
    /// One of `options`.
    Choice {
        /// Their names, in the order in which they are offered.
        options: Vec<&'static str>,
    },
    /// `on` or `off`.
    Flag,
    /// A point `x,y` of the plane, both coordinates in `[min, max]`.
    Point {
        /// The least coordinate.
        min: f64,
        /// The largest coordinate.
        max: f64,
    },
    /// A formula.
    Expression(
        #[cfg_attr(target_arch = "wasm32", tsify(type = "ExpressionVariables"))] ExpressionKind,
    ),
    /// Points of the plane `x,y;x,y`, or a table of them with a line each.
    Points(#[cfg_attr(target_arch = "wasm32", tsify(type = "PointsRange"))] PointsKind),
}

/// A condition on the values of earlier parameters.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The choice is one of these options.
    Is(&'static str, Vec<&'static str>),
    /// The number or integer is above a value.
    Above(&'static str, f64),
    /// The number or integer is below a value.
    Below(&'static str, f64),
    /// The flag is on.
    On(&'static str),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
}

/// A number in `[min, max]`.
pub fn number(
    id: &'static str,
    symbol: &'static str,
    scale: Scale,
    [min, max]: [f64; 2],
    default: f64,
) -> Param {
    let positions = scale.positions(min, max);
    Param::new(
        id,
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
    id: &'static str,
    symbol: &'static str,
    scale: Scale,
    [min, max]: [u64; 2],
    default: u64,
) -> Param {
    let positions = scale.integer_positions(min, max);
    Param::new(
        id,
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

/// One of `options`; the first is the default.
pub fn choice(id: &'static str, symbol: &'static str, options: &[&'static str]) -> Param {
    let default = Value::Choice(options.first().copied().unwrap_or_default());
    Param::new(
        id,
        symbol,
        Kind::Choice {
            options: options.to_vec(),
        },
        default,
    )
}

/// A switch.
pub fn flag(id: &'static str, symbol: &'static str, default: bool) -> Param {
    Param::new(id, symbol, Kind::Flag, Value::Flag(default))
}

/// A point of the plane with both coordinates in `[min, max]`.
pub fn point(
    id: &'static str,
    symbol: &'static str,
    [min, max]: [f64; 2],
    default: [f64; 2],
) -> Param {
    Param::new(id, symbol, Kind::Point { min, max }, Value::Point(default))
}

impl Param {
    pub(super) fn new(id: &'static str, symbol: &'static str, kind: Kind, default: Value) -> Self {
        Self {
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
        }
    }

    /// Without any effect in this lab: such as `seed`, which every lab has, where nothing is random.
    pub fn never_relevant(self) -> Self {
        self.relevant_when(Condition::Any(Vec::new()))
    }

    /// The parameter has an effect only when `condition` holds.
    pub fn relevant_when(mut self, condition: Condition) -> Self {
        self.relevant = Some(condition);
        self
    }

    /// The `index`-th parameter of this name: its texts are those of the first.
    pub fn another(mut self, name: &'static str, index: u32) -> Self {
        (self.name, self.index) = (name, Some(index));
        self
    }

    /// Written by another symbol.
    pub fn symbol(self, symbol: &'static str) -> Self {
        Self { symbol, ..self }
    }

    /// Puts its control into a section.
    pub fn grouped(mut self, group: &'static str) -> Self {
        self.group = Some(group);
        self
    }

    /// Another default when `condition` holds; earlier calls win over later ones.
    pub fn default_when(mut self, condition: Condition, default: Value) -> Self {
        self.default_when.push((condition, default));
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

impl Condition {
    /// The choice is one of these options.
    pub fn is<C: Choices>(id: &'static str, options: &[C]) -> Self {
        Self::Is(id, options.iter().map(|option| option.id()).collect())
    }

    /// Whether these parameters meet it.
    pub fn holds(&self, params: &Params) -> bool {
        match self {
            Condition::Is(id, options) => options.contains(&params.choice(id)),
            Condition::Above(id, bound) => {
                quantity(params, id).is_some_and(|quantity| quantity > *bound)
            }
            Condition::Below(id, bound) => {
                quantity(params, id).is_some_and(|quantity| quantity < *bound)
            }
            Condition::On(id) => params.flag(id),
            Condition::All(conditions) => {
                conditions.iter().all(|condition| condition.holds(params))
            }
            Condition::Any(conditions) => {
                conditions.iter().any(|condition| condition.holds(params))
            }
        }
    }

    fn collect_ids(&self, ids: &mut Vec<&'static str>) {
        match self {
            Condition::Is(id, _)
            | Condition::Above(id, _)
            | Condition::Below(id, _)
            | Condition::On(id) => ids.push(id),
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().for_each(|c| c.collect_ids(ids))
            }
        }
    }
}

/// The value of a number or an integer.
fn quantity(params: &Params, id: &str) -> Option<f64> {
    match params.value(id)? {
        Value::Number(number) => Some(*number),
        Value::Integer(integer) => Some(*integer as f64),
        _ => None,
    }
}

impl Schema {
    /// The place of a parameter in the list.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.params.iter().position(|param| param.id == id)
    }

    /// A parameter by its name.
    pub fn param(&self, id: &str) -> Option<&Param> {
        Some(&self.params[self.index(id)?])
    }

    pub(super) fn unknown_key(&self, id: &str) -> ParamError {
        let codes = ["unknown_key", "unknown_key_suggestion"];
        ParamError::not_among(
            codes,
            vec![("id", id.to_owned())],
            id,
            self.params.iter().map(|param| param.id),
        )
    }
}

impl Kind {
    /// Reads a text as a value of this kind. `id` is only for the error.
    ///
    /// # Errors
    /// What is wrong, as data for a sentence.
    pub fn parse(&self, id: &'static str, text: &str) -> Result<Value, ParamError> {
        let (whole, text) = (text, text.trim());
        let refused = |code, range: Option<(String, String)>| {
            let mut error =
                ParamError::new(code, [("id", id.to_owned()), ("got", text.to_owned())]);
            error.args.extend(
                range
                    .map(|(min, max)| [("min", min), ("max", max)])
                    .into_iter()
                    .flatten(),
            );
            error
        };
        match self {
            Kind::Number { min, max, .. } => {
                let range = || Some((number_text(*min), number_text(*max)));
                let read = read_number(text);
                let number =
                    read.map_err(|why| no_number(why, refused("not_a_number", range())))?;
                if !(*min..=*max).contains(&number) {
                    return Err(refused("out_of_range", range()));
                }
                Ok(Value::Number(number))
            }
            Kind::Integer { min, max, .. } => {
                let range = || Some((min.to_string(), max.to_string()));
                let not_an_integer = || refused("not_an_integer", range());
                let number = read_number(text).map_err(|why| no_number(why, not_an_integer()))?;
                if number.fract() != 0.0 && number.is_finite() {
                    return Err(not_an_integer());
                }
                if !(*min as f64..=*max as f64).contains(&number) {
                    return Err(refused("out_of_range", range()));
                }
                Ok(Value::Integer(number as u64))
            }
            Kind::Choice { options } => match options.iter().find(|option| **option == text) {
                Some(option) => Ok(Value::Choice(option)),
                None => Err(ParamError::not_among(
                    ["not_a_choice", "not_a_choice_suggestion"],
                    vec![("id", id.to_owned()), ("got", text.to_owned())],
                    text,
                    options.iter().copied(),
                )),
            },
            Kind::Flag => match text {
                "on" | "true" | "1" => Ok(Value::Flag(true)),
                "off" | "false" | "0" => Ok(Value::Flag(false)),
                _ => Err(refused("not_a_flag", None)),
            },
            Kind::Point { min, max } => {
                let range = || Some((number_text(*min), number_text(*max)));
                let point = read_point(text);
                let point = point.ok_or_else(|| refused("not_a_point", range()))?;
                if !point
                    .iter()
                    .all(|coordinate| (*min..=*max).contains(coordinate))
                {
                    return Err(refused("point_out_of_range", range()));
                }
                Ok(Value::Point(point))
            }
            Kind::Expression(kind) => {
                kind.read(id, text)?;
                Ok(Value::Expression(text.to_owned()))
            }
            Kind::Points(kind) => Ok(Value::Points(kind.parse(id, whole)?)),
        }
    }
}

/// The refusal of what is no number; with what could be written in its place, if that is known.
fn no_number(why: NoNumber, mut refusal: ParamError) -> ParamError {
    let (code, numbers) = match why {
        NoNumber::TwoWays { whole, decimal } => ("number_in_two_ways", [whole, decimal]),
        NoNumber::Percent(number) => ("percentage", [number, number]),
        NoNumber::Other => return refusal,
    };
    refusal.code = code;
    for (name, number) in ["number", "other"].into_iter().zip(numbers) {
        refusal.args.push((name, number_text(number)));
    }
    refusal
}

/// `x,y`, or `x;y` with decimal commas.
fn read_point(text: &str) -> Option<[f64; 2]> {
    let text = tidy(text);
    let separator = if text.contains(';') { ';' } else { ',' };
    let (x, y) = text.split_once(separator)?;
    // Three numbers with commas are not two.
    if separator == ',' && y.contains(',') {
        return None;
    }
    Some([read_number(x).ok()?, read_number(y).ok()?])
}

fn as_text<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.text())
}
