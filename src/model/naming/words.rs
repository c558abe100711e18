//! Words that tell names from what stands beside them: family names that stand first, small words within names, offices. It
//! has lists alone.

/// Common family names of Korean and Chinese, which stand before the given name.
pub const SURNAMES_FIRST: &[&str] = &[
    // Korean
    "kim", "lee", "yi", "ri", "rhee", "pak", "park", "choe", "choi", "chong", "jong", "jung", "chung", "kang",
    "cho", "jo", "yun", "yoon", "chang", "jang", "im", "rim", "lim", "han", "o", "oh", "so", "seo", "suh",
    "sin", "shin", "kwon", "hwang", "an", "ahn", "song", "ryu", "yu", "yoo", "hong", "chon", "jon", "jeon",
    "ko", "mun", "moon", "yang", "son", "pae", "bae", "paek", "baek", "ho", "heo", "nam", "sim", "ro", "no",
    "roh", "ha", "chu", "ju", "joo", "ku", "koo", "nam-gung", "hyon", "hyun", "pang", "bang",
    // Chinese
    "wang", "li", "zhang", "liu", "chen", "huang", "zhao", "wu", "zhou", "chou", "xu", "hsu", "sun", "ma",
    "zhu", "hu", "guo", "kuo", "he", "gao", "kao", "lin", "luo", "zheng", "liang", "xie", "hsieh", "tang",
    "deng", "teng", "feng", "peng", "mao", "jiang", "chiang", "cai", "tsai", "wei", "ye", "yeh", "du",
    "ding", "ren", "shi", "lu", "qiao", "geng", "nie", "su", "bo", "dong", "xi", "hua", "chai", "ouyang",
    "sima",
];

/// Common family names of Vietnamese, which stand before one given name or several.
pub const VIETNAMESE: &[&str] = &[
    "nguyen", "nguyễn", "tran", "trần", "le", "lê", "pham", "phạm", "hoang", "phan", "vo", "võ", "dang",
    "bui", "truong",
];

/// Family names of Chinese that are words of other languages too: they stand first where a comma sets them apart from a
/// Chinese given name.
pub const BEFORE_A_COMMA: &[&str] = &[
    "ai", "bai", "bi", "cao", "cui", "dai", "duan", "fan", "fu", "gong", "gu", "hao", "hou", "jia", "jin",
    "kong", "lai", "lei", "long", "meng", "ning", "pan", "pu", "qi", "qian", "qin", "qu", "rao", "shao",
    "shen", "tan", "tao", "tian", "wan", "wen", "xiao", "xiong", "xue", "yan", "yao", "yin", "yuan", "zeng",
    "zhong", "zou", "zuo",
];

/// The syllables of Chinese as Hanyu Pinyin writes them: what each begins with, and how it can go on.
pub const PINYIN: &[(&str, &str)] = &[
    ("zh", "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("ch", "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("sh", "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang"),
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    ("m", "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    ("f", "a o ei ou an en ang eng u"),
    ("d", "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un"),
    ("t", "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un"),
    ("n", "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan ue"),
    ("l", "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ue"),
    ("g", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("k", "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("h", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("j", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("q", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("r", "e ao ou an en ang eng ong i u ua uo ui uan un"),
    ("z", "a e ai ei ao ou an en ang eng ong i u uo ui uan un"),
    ("c", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("s", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("y", "a e ao ou an ang i in ing ong u ue uan un"),
    ("w", "a o ai ei an en ang eng u"),
    ("", "a e ai ei ao ou an en ang er"),
];

/// Given names of other languages that could be read as Chinese syllables.
pub const NOT_PINYIN: &[&str] = &[
    "ada", "aidan", "alan", "ali", "ana", "anke", "anna", "anne", "ben", "dale", "dan", "dana", "dane",
    "diana", "diane", "dina", "duncan", "eden", "hana", "heidi", "heike", "juan", "jude", "june", "kate",
    "lana", "lane", "leila", "lena", "liana", "lili", "lina", "linda", "lisa", "luke", "lulu", "maike",
    "malin", "maya", "megan", "mike", "mila", "milan", "mimi", "mina", "nan", "nana", "nate", "nina", "rene",
    "rita", "sandi", "shane", "susan", "tina", "wanda", "wendi", "zane",
];

/// Small words within family names.
pub const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e",
    "el", "ibn", "la", "le", "los", "ten", "ter", "van", "von", "y", "zu", "zum", "zur",
];

/// How Chinese, Japanese and Korean say that nobody is named, at the end of a word or by itself.
pub const UNKNOWN_SIGNS: &[&str] =
    &["未知", "不明", "不詳", "不详", "佚名", "無名氏", "无名氏", "匿名", "미상", "불명", "익명"];

/// Words by which an editor says that nobody is named.
pub const UNKNOWN: &[&str] = &[
    "unknown",
    "unidentified",
    "unsigned",
    "anonymous",
    "anon",
    "nn",
    "illegible",
    "none",
    "unnamed",
    "signature",
    // German
    "unbekannt",
    "unbekannte",
    "unbekannter",
    "anonym",
    "unleserlich",
    "ungenannt",
    // French
    "inconnu",
    "inconnue",
    "inconnus",
    "anonyme",
    "illisible",
    // Russian
    "неизвестный",
    "неизвестная",
    "неизвестное",
    "неизвестно",
    "неизвестен",
    "неизвестные",
    "неустановленный",
    "неустановленное",
    "аноним",
    "анонимный",
    "неразборчиво",
    "безымянный",
    // Ukrainian
    "невідомий",
    "невідома",
    "невідомо",
    // Spanish and Portuguese
    "desconocido",
    "desconocida",
    "desconocidos",
    "anónimo",
    "anónima",
    "ilegible",
    "desconhecido",
    "desconhecida",
    "anônimo",
    // Italian
    "sconosciuto",
    "sconosciuta",
    "ignoto",
    "ignota",
    "anonimo",
    "illeggibile",
    // Dutch
    "onbekend",
    "onbekende",
    "anoniem",
    // Polish
    "nieznany",
    "nieznana",
    "nieznane",
    "nieczytelny",
    "anonimowy",
    // Czech and Slovak
    "neznámý",
    "neznámá",
    "neznámy",
    "neznáma",
    "anonymní",
    "nečitelný",
    // Hungarian
    "ismeretlen",
    "névtelen",
    "olvashatatlan",
];

pub const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "cde",
    "comr",
    "comrade",
    "com",
    "tov",
    "tovarishch",
    "herr",
    "genosse",
    "excellency",
];

/// Words by which the first names of rulers and the clergy are followed behind a comma: `Nicholas II, Tsar`.
pub const TITLES: &[&str] = &[
    "archbishop",
    "archduchess",
    "archduke",
    "baron",
    "baroness",
    "bishop",
    "cardinal",
    "count",
    "countess",
    "czar",
    "duchess",
    "duke",
    "emperor",
    "empress",
    "grand",
    "kaiser",
    "khan",
    "king",
    "metropolitan",
    "patriarch",
    "pope",
    "prince",
    "princess",
    "queen",
    "saint",
    "shah",
    "sultan",
    "tsar",
    "tsarina",
    "император",
    "императрица",
    "король",
    "королева",
    "папа",
    "патриарх",
    "царь",
    "царица",
];

pub const OFFICES: &[&str] = &[
    "chairman",
    "chairwoman",
    "chairperson",
    "minister",
    "ambassador",
    "secretary",
    "president",
    "premier",
    "chief",
    "head",
    "deputy",
    "general",
    "marshal",
    "commander",
    "director",
    "consul",
    "chargé",
    "charge",
    "representative",
    "adviser",
    "advisor",
    "counselor",
    "counsellor",
    "attaché",
    "attache",
    "member",
    "colonel",
    "lieutenant",
    "major",
    "captain",
    "admiral",
    "delegate",
    "envoy",
    "leader",
    "chancellor",
    "commissar",
    "professor",
    "governor",
    "king",
    "emperor",
    "senator",
    "plenipotentiary",
    "commissioner",
    "manager",
    "dean",
    "rector",
    "editor",
    "inspector",
];
