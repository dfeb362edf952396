//! `textencodebase64` and `textdecodebase64`: text in other character encodings.

use crate::eval::value::Value;

use super::super::hash::not_computed;
use super::super::{Environment, Failure};
use super::base64;

/// The encodings that are computed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Charset {
    Ascii,
    Latin1,
    Windows1252,
    Utf8,
    /// With a byte order mark.
    Utf16,
    Utf16Be,
    Utf16Le,
}

/// The names in IANA's registry, in lower case, of the encodings that are computed.
const COMPUTED: &[(Charset, &[&str])] = &[
    (
        Charset::Ascii,
        &[
            "ansi_x3.4-1968",
            "ansi_x3.4-1986",
            "cp367",
            "csascii",
            "ibm367",
            "iso-ir-6",
            "iso646-us",
            "iso_646.irv:1991",
            "us",
            "us-ascii",
        ],
    ),
    (
        Charset::Latin1,
        &[
            "cp819",
            "csisolatin1",
            "ibm819",
            "iso-8859-1",
            "iso-ir-100",
            "iso_8859-1",
            "iso_8859-1:1987",
            "l1",
            "latin1",
        ],
    ),
    (Charset::Windows1252, &["cswindows1252", "windows-1252"]),
    (Charset::Utf8, &["csutf8", "utf-8"]),
    (Charset::Utf16, &["csutf16", "utf-16"]),
    (Charset::Utf16Be, &["csutf16be", "utf-16be"]),
    (Charset::Utf16Le, &["csutf16le", "utf-16le"]),
];

/// The other names, in lower case, that Terraform 1.11.4 takes, separated by spaces.
const OTHERS: &str = "437 850 852 855 860 862 863 865 866 arabic asmo-708 big5 ccsid00858 ccsid01140 cp00858 cp01140 \
    cp037 cp437 cp850 cp852 cp855 cp860 cp862 cp863 cp865 cp866 cp936 csbig5 cseuckr cseucpkdfmtjapanese csgb18030 csgbk \
    csibm00858 csibm01140 csibm037 csibm1047 csibm855 csibm860 csibm863 csibm865 csibm866 csiso2022jp csiso885913 \
    csiso885914 csiso885915 csiso885916 csiso88596e csiso88596i csiso88598e csiso88598i csisolatin2 csisolatin3 \
    csisolatin4 csisolatin5 csisolatin6 csisolatinarabic csisolatincyrillic csisolatingreek csisolatinhebrew cskoi8r \
    cskoi8u csmacintosh cspc850multilingual cspc862latinhebrew cspc8codepage437 cspcp852 csshiftjis cswindows1250 \
    cswindows1251 cswindows1253 cswindows1254 cswindows1255 cswindows1256 cswindows1257 cswindows1258 cswindows874 cyrillic \
    ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt ebcdic-us-37+euro ecma-114 ecma-118 elot_928 euc-jp euc-kr \
    extended_unix_code_packed_format_for_japanese gb18030 gbk greek greek8 hebrew hz-gb-2312 ibm-1047 ibm00858 ibm01140 \
    ibm037 ibm1047 ibm437 ibm850 ibm852 ibm855 ibm860 ibm862 ibm863 ibm865 ibm866 iso-2022-jp iso-8859-10 iso-8859-13 \
    iso-8859-14 iso-8859-15 iso-8859-16 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-6-e iso-8859-6-i \
    iso-8859-7 iso-8859-8 iso-8859-8-e iso-8859-8-i iso-8859-9 iso-celtic iso-ir-101 iso-ir-109 iso-ir-110 iso-ir-126 \
    iso-ir-127 iso-ir-138 iso-ir-144 iso-ir-148 iso-ir-157 iso-ir-199 iso-ir-226 iso_8859-10:1992 iso_8859-14 \
    iso_8859-14:1998 iso_8859-15 iso_8859-16 iso_8859-16:2001 iso_8859-2 iso_8859-2:1987 iso_8859-3 iso_8859-3:1988 \
    iso_8859-4 iso_8859-4:1988 iso_8859-5 iso_8859-5:1988 iso_8859-6 iso_8859-6-e iso_8859-6-i iso_8859-6:1987 iso_8859-7 \
    iso_8859-7:1987 iso_8859-8 iso_8859-8-e iso_8859-8-i iso_8859-8:1988 iso_8859-9 iso_8859-9:1989 koi8-r koi8-u l10 l2 l3 \
    l4 l5 l6 l8 latin-9 latin10 latin2 latin3 latin4 latin5 latin6 latin8 mac macintosh ms936 ms_kanji \
    pc-multilingual-850+euro shift_jis windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 \
    windows-1257 windows-1258 windows-874 windows-936";

/// The encoding of this name. `Ok(None)` for one that Terraform knows and that is not computed here.
fn charset(name: &str) -> Result<Option<Charset>, Failure> {
    let lower = name.to_ascii_lowercase();
    let mut computed = COMPUTED.iter();
    if let Some((charset, _)) = computed.find(|(_, names)| names.contains(&lower.as_str())) {
        return Ok(Some(*charset));
    }
    if OTHERS.split(' ').any(|other| other == lower) {
        return Ok(None);
    }
    let message = format!("{name:?} is no name of a character encoding that Terraform knows");
    Err(Failure::of_argument(1, message))
}

/// The characters of Windows-1252 from 0x80 to 0x9F; NUL where there is none.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn strings(given: &[Value]) -> (&str, &str) {
    let text = |at: usize| given.get(at).and_then(Value::as_str).unwrap_or_default();
    (text(0), text(1))
}

/// `textencodebase64`
pub(super) fn textencodebase64(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let (text, name) = strings(given);
    environment.spend(text.len().saturating_mul(3))?;
    let Some(charset) = charset(name)? else {
        return Ok(not_computed("textencodebase64"));
    };
    match encode(text, charset) {
        Some(bytes) => Ok(Value::string(base64::encode(&bytes))),
        None => {
            let message = format!("the text has characters that {name} does not have");
            Err(Failure::of_argument(0, message))
        }
    }
}

/// `textdecodebase64`
pub(super) fn textdecodebase64(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let (text, name) = strings(given);
    environment.spend(text.len())?;
    let charset = charset(name)?;
    let Some(bytes) = base64::decode(text) else {
        return Err(Failure::of_argument(0, "the string is not valid base64"));
    };
    let Some(charset) = charset else {
        return Ok(not_computed("textdecodebase64"));
    };
    // Terraform takes the replacement character for a sign of a fault, even where it was written.
    match decode(&bytes, charset).filter(|text| !text.contains('\u{fffd}')) {
        Some(text) => Ok(Value::string(text)),
        None => {
            let message = format!("the bytes are not text in {name}");
            Err(Failure::of_argument(0, message))
        }
    }
}

fn encode(text: &str, charset: Charset) -> Option<Vec<u8>> {
    let single = |byte: fn(char) -> Option<u8>| text.chars().map(byte).collect();
    match charset {
        Charset::Utf8 => Some(text.as_bytes().to_vec()),
        Charset::Ascii => single(ascii_byte),
        Charset::Latin1 => single(latin1_byte),
        Charset::Windows1252 => single(windows_1252_byte),
        Charset::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Charset::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Charset::Utf16 => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            Some(units.flat_map(u16::to_be_bytes).collect())
        }
    }
}

fn ascii_byte(character: char) -> Option<u8> {
    latin1_byte(character).filter(u8::is_ascii)
}

fn latin1_byte(character: char) -> Option<u8> {
    u8::try_from(character).ok()
}

fn windows_1252_byte(character: char) -> Option<u8> {
    match u8::try_from(character) {
        Ok(byte @ (0..=0x7f | 0xa0..)) => Some(byte),
        _ => {
            let mut upper = (0x80..=0x9f).zip(WINDOWS_1252);
            upper
                .find(|(_, found)| *found == character && character != '\0')
                .map(|(byte, _)| byte)
        }
    }
}

fn decode(bytes: &[u8], charset: Charset) -> Option<String> {
    match charset {
        Charset::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
        Charset::Ascii => bytes
            .is_ascii()
            .then(|| bytes.iter().map(|byte| char::from(*byte)).collect()),
        Charset::Latin1 => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        Charset::Windows1252 => bytes
            .iter()
            .map(|byte| match byte {
                0x80..=0x9f => {
                    let character = WINDOWS_1252[usize::from(byte - 0x80)];
                    (character != '\0').then_some(character)
                }
                _ => Some(char::from(*byte)),
            })
            .collect(),
        Charset::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Charset::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Charset::Utf16 => match bytes {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
            _ => utf16(bytes, u16::from_be_bytes),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks();
    let units = pairs.iter().copied().map(unit);
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{call, error, text};
    use crate::eval::unknown::Cause;
    use crate::eval::value::Value;

    fn pair(text: &str, name: &str) -> [Value; 2] {
        [Value::string(text), Value::string(name)]
    }

    #[test]
    fn text_is_encoded_as_in_terraform() {
        for (plain, name, expected) in [
            ("é", "ISO-8859-1", "6Q=="),
            ("\u{80}", "ISO-8859-1", "gA=="),
            ("ÿŒ€™Ž", "windows-1252", "/4yAmY4="),
            ("aé👍", "UTF-16LE", "YQDpAD3YTdw="),
            ("aé👍", "UTF-16BE", "AGEA6dg93E0="),
            ("aé👍", "UTF-16", "/v8AYQDp2D3cTQ=="),
            ("aé👍", "Utf-8", "YcOp8J+RjQ=="),
            ("", "UTF-16", "/v8="),
            ("a\u{7f}\0", "US-ASCII", "YX8A"),
            ("\u{fffd}", "UTF-16LE", "/f8="),
        ] {
            assert_eq!(text("textencodebase64", &pair(plain, name)), expected);
        }
        for (plain, name) in [
            ("é", "US-ASCII"),
            ("€", "ISO-8859-1"),
            ("\u{81}", "windows-1252"),
            ("\u{80}", "windows-1252"),
            ("Ж", "windows-1252"),
            ("a", "UTF8"),
            ("a", "CP1252"),
            ("a", ""),
            ("a", "l1 latin"),
        ] {
            error("textencodebase64", &pair(plain, name));
        }
    }

    #[test]
    fn text_is_decoded_as_in_terraform() {
        for (encoded, name, expected) in [
            ("gIGf/w==", "ISO-8859-1", "\u{80}\u{81}\u{9f}ÿ"),
            (
                "gpGSk5SVlpeYmZqbnJ6foKEM",
                "windows-1252",
                "‚‘’“”•–—˜™š›œžŸ\u{a0}¡\u{c}",
            ),
            ("77u/YQ==", "UTF-8", "\u{feff}a"),
            ("/v8AYQ==", "UTF-16", "a"),
            ("//5hAA==", "UTF-16", "a"),
            ("AGE=", "UTF-16", "a"),
            ("/v/+/wBh", "UTF-16", "\u{feff}a"),
            ("//5hAA==", "UTF-16LE", "\u{feff}a"),
            ("/v8AYQ==", "UTF-16LE", "\u{fffe}\u{6100}"),
            ("PdhN3A==", "UTF-16LE", "👍"),
            ("YQ==\n", "UTF-8", "a"),
            ("", "UTF-16", ""),
        ] {
            assert_eq!(text("textdecodebase64", &pair(encoded, name)), expected);
        }
        for (encoded, name) in [
            ("gIGf/w==", "windows-1252"),
            ("gIGf/w==", "US-ASCII"),
            ("gGE=", "UTF-8"),
            ("77+9", "UTF-8"),
            ("YQBi", "UTF-16LE"),
            ("Pdg=", "UTF-16LE"),
            ("TdxhAA==", "UTF-16LE"),
            ("PdhhAA==", "UTF-16LE"),
            ("/f9hAA==", "UTF-16LE"),
            ("YQ", "UTF-8"),
            ("YQ==", "foo"),
            ("!!", "GBK"),
        ] {
            error("textdecodebase64", &pair(encoded, name));
        }
    }

    #[test]
    fn rare_encodings_are_not_guessed() {
        let result = call("textencodebase64", &pair("é", "Shift_JIS")).unwrap();
        let unknown = result.as_unknown().unwrap();
        assert_eq!(unknown.cause, Cause::Function("textencodebase64".into()));
    }
}
