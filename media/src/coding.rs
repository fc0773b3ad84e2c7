//! How pictures are coded. Cameras and the screens of pages send VP8, which every browser has. A program on the stage may send
//! H264 as well: then those see it whose browser has that too.

/// How a picture is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Coding {
    #[default]
    Vp8,
    H264(Profile),
}

/// What an H264 decoder has to know (RFC 6184 §8.1, table 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Profile {
    ConstrainedBaseline,
    Baseline,
    Main,
    ConstrainedHigh,
    High,
    /// All of High, and colours in full. Some browsers name only this.
    High444,
}

impl Profile {
    /// All, with a `profile-level-id` each. Level 3.1 is what WebRTC endpoints say; browsers decode what is larger.
    pub(crate) const ALL: [(Self, u32); 6] = [
        (Self::ConstrainedBaseline, 0x42_e01f),
        (Self::Baseline, 0x42_001f),
        (Self::Main, 0x4d_001f),
        (Self::ConstrainedHigh, 0x64_0c1f),
        (Self::High, 0x64_001f),
        (Self::High444, 0xf4_001f),
    ];

    /// The profile of a `profile-level-id`.
    pub(crate) fn of(profile_level_id: u32) -> Option<Self> {
        let [_, profile, constraints, _] = profile_level_id.to_be_bytes();
        let constrained = |bit: u8| constraints & (0x80 >> bit) != 0;
        match profile {
            0x42 if constrained(1) => Some(Self::ConstrainedBaseline),
            0x42 => Some(Self::Baseline),
            0x4d if constrained(0) => Some(Self::ConstrainedBaseline),
            0x4d => Some(Self::Main),
            0x64 if constraints == 0x0c => Some(Self::ConstrainedHigh),
            0x64 if constraints == 0 => Some(Self::High),
            0xf4 if constraints == 0 => Some(Self::High444),
            _ => None,
        }
    }

    /// Who can show pictures of this profile, the best first. What only Baseline has (slices out of order) no encoder for
    /// live pictures uses.
    fn shown_by(self) -> &'static [Self] {
        use Profile as P;
        match self {
            P::ConstrainedBaseline | P::Baseline => {
                &[P::ConstrainedBaseline, P::Baseline, P::Main, P::ConstrainedHigh, P::High, P::High444]
            }
            P::Main => &[P::Main, P::High, P::High444],
            P::ConstrainedHigh => &[P::ConstrainedHigh, P::High, P::High444],
            P::High => &[P::High, P::High444],
            P::High444 => &[P::High444],
        }
    }
}

/// The number under which a receiver wants pictures that are coded so, of those it has agreed to.
pub(crate) fn number_for<T: Copy>(coding: Coding, agreed: &[(Coding, T)]) -> Option<T> {
    let find = |wanted: Coding| agreed.iter().find(|(coding, _)| *coding == wanted).map(|(_, number)| *number);
    match coding {
        Coding::Vp8 => find(Coding::Vp8),
        Coding::H264(profile) => {
            find(coding).or_else(|| profile.shown_by().iter().find_map(|profile| find(Coding::H264(*profile))))
        }
    }
}

/// How a format of an offer is coded, if it is forwarded: VP8, or H264 in the form whose units may be larger than a packet
/// (`packetization-mode=1`, RFC 6184 §6.3). `parameters` as in `a=fmtp`.
pub(crate) fn coding_of(codec: &str, parameters: &str) -> Option<Coding> {
    let parameter = |name: &str| {
        let pairs = parameters.split(';').filter_map(|pair| pair.split_once('='));
        let mut found = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    };
    match codec {
        "vp8" => Some(Coding::Vp8),
        "h264" if parameter("packetization-mode") == Some("1") => {
            let profile = match parameter("profile-level-id") {
                Some(id) => Profile::of(u32::from_str_radix(id, 16).ok()?)?,
                // RFC 6184 §8.1: if it is not said.
                None => Profile::Baseline,
            };
            Some(Coding::H264(profile))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_read_as_encoders_write_them() {
        use Profile as P;
        let read =
            [0x42_e01f, 0x42_c01f, 0x42_c015, 0x42_001f, 0x4d_001f, 0x4d_e01f, 0x64_001f, 0x64_0c2a].map(Profile::of);
        let constrained = Some(P::ConstrainedBaseline);
        let [one, two, three, main_as_baseline] = [constrained; 4];
        let expected = [
            one,
            two,
            three,
            Some(P::Baseline),
            Some(P::Main),
            main_as_baseline,
            Some(P::High),
            Some(P::ConstrainedHigh),
        ];
        assert_eq!(read, expected);
        assert_eq!([0x6e_001f, 0x7a_001f, 0].map(Profile::of), [None; 3]);
        for (profile, id) in Profile::ALL {
            assert_eq!(Profile::of(id), Some(profile));
        }
    }

    #[test]
    fn only_formats_that_are_forwarded_have_a_coding() {
        let h264 = |parameters| coding_of("h264", parameters);
        let good = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";
        assert_eq!(h264(good), Some(Coding::H264(Profile::ConstrainedBaseline)));
        assert_eq!(h264("profile-level-id=64001F; packetization-mode=1"), Some(Coding::H264(Profile::High)));
        assert_eq!(h264("packetization-mode=1"), Some(Coding::H264(Profile::Baseline)));
        for other in ["", "packetization-mode=0;profile-level-id=42e01f", "packetization-mode=1;profile-level-id=kuva"]
        {
            assert_eq!(h264(other), None, "{other}");
        }
        assert_eq!([coding_of("vp8", ""), coding_of("vp9", ""), coding_of("av1", "")], [Some(Coding::Vp8), None, None]);
    }

    #[test]
    fn a_picture_goes_under_the_nearest_profile_that_the_receiver_has() {
        use Profile as P;
        let chromium = [(Coding::Vp8, 96), (Coding::H264(P::Baseline), 103), (Coding::H264(P::Main), 127)];
        let number = |coding| number_for(coding, &chromium);
        assert_eq!(number(Coding::H264(P::Main)), Some(127));
        assert_eq!(number(Coding::H264(P::ConstrainedBaseline)), Some(103));
        assert_eq!(number(Coding::H264(P::High)), None);
        assert_eq!(number_for(Coding::H264(P::Baseline), &chromium[..1]), None);
        assert_eq!(number(Coding::Vp8), Some(96));
    }
}
