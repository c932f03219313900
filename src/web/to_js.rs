//! From Rust to plain JavaScript: objects, arrays, strings, numbers; `null` for what is missing.
//!
//! What crosses is known, and all of it can be said in JavaScript, so nothing fails on the way. (The crate
//! serde-wasm-bindgen asks after every field whether something did, which every figure would download.)

use crate::lab::Never;
use js_sys::{Array, JsString, Object, Uint8Array};
use serde::ser::{self, Serialize};
use std::cell::RefCell;
use std::fmt;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// Plain JavaScript for a value.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let Ok(value) = value.serialize(Writer);
    value
}

#[wasm_bindgen]
extern "C" {
    /// An object or an array.
    type Target;
    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Target, key: &JsString, value: JsValue);
    #[wasm_bindgen(method, indexing_setter)]
    fn put(this: &Target, index: u32, value: JsValue);
}

impl ser::Error for Never {
    /// Asked for by types that have values that cannot be written: none of these crosses.
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!()
    }
}

thread_local! {
    /// The names that have been written before, a few dozen: each becomes a string of JavaScript once.
    static NAMES: RefCell<Vec<(&'static str, JsString)>> = const { RefCell::new(Vec::new()) };
}

/// The name of a field or of a variant.
#[inline(never)]
fn name(name: &'static str) -> JsString {
    NAMES.with_borrow_mut(|names| {
        let known = names.iter().find(|(known, _)| std::ptr::eq(*known, name));
        if let Some((_, string)) = known {
            return string.clone();
        }
        let string = JsString::from(name);
        names.push((name, string.clone()));
        string
    })
}

#[derive(Clone, Copy)]
struct Writer;

/// What has several parts, under way.
struct Parts {
    target: Target,
    /// How many there are.
    count: u32,
    /// The variant of which they are the value.
    variant: Option<&'static str>,
    /// The key to which the next value of a map belongs.
    key: JsString,
}

impl Parts {
    #[inline(never)]
    fn list(variant: Option<&'static str>) -> Self {
        Self::of(Array::new().into(), variant)
    }

    #[inline(never)]
    fn record(variant: Option<&'static str>) -> Self {
        Self::of(Object::new().into(), variant)
    }

    fn of(target: JsValue, variant: Option<&'static str>) -> Self {
        Self {
            target: target.unchecked_into(),
            count: 0,
            variant,
            key: JsValue::NULL.unchecked_into(),
        }
    }

    #[inline(never)]
    fn push(&mut self, value: JsValue) {
        self.target.put(self.count, value);
        self.count += 1;
    }

    #[inline(never)]
    fn set(&mut self, key: &'static str, value: JsValue) {
        self.target.set(&name(key), value);
    }

    /// The object or the list; of a variant `{"variant": ...}`.
    #[inline(never)]
    fn finish(self) -> JsValue {
        match self.variant {
            Some(variant) => of_variant(variant, self.target.into()),
            None => self.target.into(),
        }
    }
}

#[inline(never)]
fn of_variant(variant: &'static str, value: JsValue) -> JsValue {
    let mut object = Parts::record(None);
    object.set(variant, value);
    object.finish()
}

/// Methods that write a single thing.
macro_rules! single {
    ($($method:ident $type:ty, |$value:ident| $written:expr;)*) => {
        $(
            fn $method(self, $value: $type) -> Result<JsValue, Never> {
                Ok(JsValue::from($written))
            }
        )*
    };
}

impl ser::Serializer for Writer {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    single! {
        serialize_bool bool, |value| value;
        serialize_i8 i8, |value| f64::from(value);
        serialize_i16 i16, |value| f64::from(value);
        serialize_i32 i32, |value| f64::from(value);
        serialize_i64 i64, |value| value as f64;
        serialize_u8 u8, |value| f64::from(value);
        serialize_u16 u16, |value| f64::from(value);
        serialize_u32 u32, |value| f64::from(value);
        serialize_u64 u64, |value| value as f64;
        serialize_f32 f32, |value| f64::from(value);
        serialize_f64 f64, |value| value;
        serialize_char char, |value| String::from(value);
        serialize_str &str, |value| value;
        serialize_bytes &[u8], |value| Array::from(&Uint8Array::from(value));
    }

    fn serialize_none(self) -> Result<JsValue, Never> {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Never> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Never> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<JsValue, Never> {
        Ok(name(variant).into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<JsValue, Never> {
        Ok(of_variant(variant, to_js(value)))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, Never> {
        Ok(Parts::list(None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, Never> {
        Ok(Parts::list(None))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts, Never> {
        Ok(Parts::list(None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Never> {
        Ok(Parts::list(Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, Never> {
        Ok(Parts::record(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, Never> {
        Ok(Parts::record(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Never> {
        Ok(Parts::record(Some(variant)))
    }
}

/// What is written without names.
macro_rules! list {
    ($($trait:ident $method:ident)*) => {
        $(
            impl ser::$trait for Parts {
                type Ok = JsValue;
                type Error = Never;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                    self.push(to_js(value));
                    Ok(())
                }

                fn end(self) -> Result<JsValue, Never> {
                    Ok(self.finish())
                }
            }
        )*
    };
}

list! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// What is written with the names of its fields.
macro_rules! record {
    ($($trait:ident)*) => {
        $(
            impl ser::$trait for Parts {
                type Ok = JsValue;
                type Error = Never;

                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    key: &'static str,
                    value: &T,
                ) -> Result<(), Never> {
                    self.set(key, to_js(value));
                    Ok(())
                }

                fn end(self) -> Result<JsValue, Never> {
                    Ok(self.finish())
                }
            }
        )*
    };
}

record! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Parts {
    type Ok = JsValue;
    type Error = Never;

    /// Keys are texts.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.key = to_js(key).unchecked_into();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.target.set(&self.key, to_js(value));
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        Ok(self.finish())
    }
}
