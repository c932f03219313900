//! Natural numbers of any size, with the few operations that exact conversion needs.

use std::cmp::Ordering;

/// Limbs of 32 bits, the lowest first and the highest not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Natural(Vec<u32>);

impl Natural {
    pub fn from_digits(digits: &[u8]) -> Self {
        let mut number = Self(Vec::new());
        for digit in digits {
            number.multiply_add(10, u32::from(*digit));
        }
        number
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bits it has up to the highest that is set.
    pub fn bits(&self) -> i32 {
        let high = self.0.last().map_or(0, |limb| limb.leading_zeros());
        32 * self.0.len() as i32 - high as i32
    }

    pub fn multiply_add(&mut self, factor: u32, mut carry: u32) {
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + u64::from(carry);
            *limb = product as u32;
            carry = (product >> 32) as u32;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Nothing for a negative exponent.
    pub fn multiply_by_power_of_ten(&mut self, exponent: i32) {
        for _ in 0..exponent {
            self.multiply_add(10, 0);
        }
    }

    /// Nothing for a negative number of bits.
    pub fn shift_left(&mut self, bits: i32) {
        if self.is_zero() || bits <= 0 {
            return;
        }
        self.multiply_add(1 << (bits % 32), 0);
        let zeros = std::iter::repeat_n(0, bits as usize / 32);
        self.0.splice(0..0, zeros);
    }

    /// Takes `other` off as long as that is possible, and counts how often it was: the quotient, where that is small.
    pub fn divide_small(&mut self, other: &Self) -> u8 {
        let mut quotient = 0;
        while *self >= *other {
            self.subtract(other);
            quotient += 1;
        }
        quotient
    }

    pub fn add(&mut self, other: &Self) {
        let length = self.0.len().max(other.0.len());
        self.0.resize(length, 0);
        let mut carry = 0;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let sum = u64::from(*limb) + u64::from(other.limb(index)) + carry;
            *limb = sum as u32;
            carry = sum >> 32;
        }
        if carry > 0 {
            self.0.push(1);
        }
    }

    /// `other` must not be larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let difference = i64::from(*limb) - i64::from(other.limb(index)) + borrow;
            *limb = difference as u32;
            borrow = difference >> 32;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn limb(&self, index: usize) -> u32 {
        self.0.get(index).copied().unwrap_or(0)
    }
}

impl From<u64> for Natural {
    fn from(value: u64) -> Self {
        let mut number = Self(vec![value as u32, (value >> 32) as u32]);
        while number.0.last() == Some(&0) {
            number.0.pop();
        }
        number
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
