//! Bytes → choices.

/// Takes one byte for each choice; zeros where there are none left.
pub(super) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    /// A number below `count`; 0 where the bytes have ended.
    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count.max(1)
    }

    /// Every second time.
    pub(super) fn often(&mut self) -> bool {
        self.byte() >= 128
    }

    /// One time in ten.
    pub(super) fn rarely(&mut self) -> bool {
        self.byte() >= 230
    }
}

/// So many bytes of a seed: the numbers of SplitMix64, so that a seed means the same on every machine.
#[must_use]
pub fn bytes_of_seed(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    std::iter::repeat_with(|| next().to_le_bytes()).flatten().take(length).collect()
}
