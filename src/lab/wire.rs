//! Reads the bytes of a frame, as [`postcard`] writes them.
//!
//! They come from the same module, in a worker, so there is nothing in them to complain about. Therefore reading goes on to
//! the end whatever it finds, and only then says whether it was a frame: an error after each of a hundred numbers, and
//! giving up what has been read before it, would be a tenth of what a figure downloads.

use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use std::fmt;

/// The frame, or nothing if the bytes are none of its type.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader {
        bytes,
        is_whole: true,
    };
    let Ok(frame) = T::deserialize(&mut reader);
    (reader.is_whole && reader.bytes.is_empty()).then_some(frame)
}

struct Reader<'a> {
    /// What is left.
    bytes: &'a [u8],
    /// Nothing has been missing or out of place so far.
    is_whole: bool,
}

/// There are no errors on the way.
#[derive(Debug)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl de::Error for Never {
    /// Asked for by types that refuse some of the values that the reader gives: frames have none.
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!()
    }
}

impl<'a> Reader<'a> {
    fn fail(&mut self) {
        self.is_whole = false;
        self.bytes = &[];
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.bytes.split_at_checked(count) else {
            self.fail();
            return &[];
        };
        self.bytes = rest;
        taken
    }

    fn take_array<const N: usize>(&mut self) -> [u8; N] {
        self.take(N).try_into().unwrap_or([0; N])
    }

    /// Seven bits a byte, the low ones first; the eighth says that more follow.
    fn unsigned(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.take_array();
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return number;
            }
        }
        self.fail();
        0
    }

    /// The sign is in the lowest bit.
    fn signed(&mut self) -> i64 {
        let number = self.unsigned();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// One of so many.
    fn choice(&mut self, count: usize) -> u32 {
        let index = self.unsigned();
        if index < count as u64 {
            return index as u32;
        }
        self.fail();
        0
    }

    /// How many things follow, of a byte at least each.
    fn length(&mut self) -> usize {
        let length = self.unsigned();
        if length <= self.bytes.len() as u64 {
            return length as usize;
        }
        self.fail();
        0
    }

    fn text(&mut self) -> &'a str {
        let length = self.length();
        let text = str::from_utf8(self.take(length));
        text.unwrap_or_else(|_| {
            self.fail();
            ""
        })
    }
}

/// Methods that read one number.
macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, |$reader:ident| $read:expr;)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
                let $reader = self;
                visitor.$visit($read as $type)
            }
        )*
    };
}

/// Methods for what a format says itself, and this one does not.
macro_rules! absent {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
                unreachable!()
            }
        )*
    };
}

impl<'de> de::Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    numbers! {
        deserialize_u8 visit_u8 u8, |reader| { let [byte] = reader.take_array(); byte };
        deserialize_u16 visit_u16 u16, |reader| reader.unsigned();
        deserialize_u32 visit_u32 u32, |reader| reader.unsigned();
        deserialize_u64 visit_u64 u64, |reader| reader.unsigned();
        deserialize_i8 visit_i8 i8, |reader| { let [byte] = reader.take_array(); byte };
        deserialize_i16 visit_i16 i16, |reader| reader.signed();
        deserialize_i32 visit_i32 i32, |reader| reader.signed();
        deserialize_i64 visit_i64 i64, |reader| reader.signed();
        deserialize_f32 visit_f32 f32, |reader| f32::from_le_bytes(reader.take_array());
        deserialize_f64 visit_f64 f64, |reader| f64::from_le_bytes(reader.take_array());
    }

    absent! { deserialize_any deserialize_identifier deserialize_ignored_any deserialize_char deserialize_map }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.choice(2) == 1)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.length();
        visitor.visit_borrowed_bytes(self.take(length))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.choice(2) {
            1 => visitor.visit_some(self),
            _ => visitor.visit_none(),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.length();
        visitor.visit_seq(Elements { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let variant = self.choice(variants.len());
        visitor.visit_enum(Variant {
            reader: self,
            variant,
        })
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// A list.
struct Elements<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: usize,
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// What a type has by itself, and asks for as often as it has something.
struct Fields<'r, 'de>(&'r mut Reader<'de>);

impl<'de> de::SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

struct Variant<'r, 'de> {
    reader: &'r mut Reader<'de>,
    variant: u32,
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Never;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Never> {
        let variant = seed.deserialize(self.variant.into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Never> {
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self.reader))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self.reader))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Point,
        Circle(f64),
        Line([f64; 2], [f64; 2]),
        Word { text: String, size: u8 },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        counts: (u16, u32, u64, usize),
        changes: (i8, i16, i32, i64),
        thin: f32,
        is_on: bool,
        shapes: Vec<Shape>,
        maybe: Option<Option<f64>>,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        nothing: (),
    }

    fn shape() -> impl Strategy<Value = Shape> {
        let size = -1e3..1e3;
        prop_oneof![
            Just(Shape::Point),
            size.clone().prop_map(Shape::Circle),
            (size.clone(), size).prop_map(|(x, y)| Shape::Line([x, 0.0], [y, x])),
            (".{0,9}", any::<u8>()).prop_map(|(text, size)| Shape::Word { text, size }),
        ]
    }

    prop_compose! {
        fn everything()(
            counts: (u16, u32, u64, usize),
            changes: (i8, i16, i32, i64),
            (thin, is_on, maybe) in (-1e3..1e3f32, any::<bool>(), prop::option::of(prop::option::of(-1.0..1.0))),
            shapes in prop::collection::vec(shape(), 0..9),
            bytes: Vec<u8>,
        ) -> Everything {
            Everything { counts, changes, thin, is_on, shapes, maybe, bytes, nothing: () }
        }
    }

    proptest! {
        #[test]
        fn it_is_read_back(written in everything()) {
            let bytes = postcard::to_allocvec(&written).unwrap();
            prop_assert_eq!(read::<Everything>(&bytes), Some(written));
            // Not with something missing, nor with something more.
            prop_assert_eq!(read::<Everything>(&bytes[..bytes.len() - 1]), None);
            prop_assert_eq!(read::<Everything>(&[&bytes[..], &[0]].concat()), None);
        }

        /// Whatever the bytes are, it comes to an end.
        #[test]
        fn anything_is_read_or_refused(bytes: Vec<u8>, written in everything(), place: usize, byte: u8) {
            let mut broken = postcard::to_allocvec(&written).unwrap();
            let place = place % broken.len();
            broken[place] = byte;
            for bytes in [bytes, broken] {
                if let Some(found) = read::<Everything>(&bytes) {
                    prop_assert!(found.shapes.len() <= bytes.len());
                }
            }
        }
    }
}
