//! Eight words for a key: what two people read aloud and type before they trust a device.
//!
//! A word stands for a byte, and each is a Chinese word and its English translation at once, so that two people whose screens speak
//! different languages still agree. The bytes are the first eight of a hash that was taken 4,096 times over, which makes looking for a
//! key that has another's words as hard as 76 bits: 64 for the words and 12 for the turns. The list is for ever.

use crate::domain::digest::sha256;
use crate::domain::ids::DeviceId;

/// How many words a key has.
pub const COUNT: usize = 8;
/// How many times over the hash is taken.
const TURNS: usize = 4_096;

/// The places of a key's words in [`LIST`].
pub type Words = [u8; COUNT];

/// The words of a device's key. Takes some milliseconds.
pub fn of(device: &DeviceId) -> Words {
    let mut hash = sha256(format!("wenlou-words/1\n{device}").as_bytes());
    for _ in 1..TURNS {
        hash = sha256(&hash);
    }
    std::array::from_fn(|at| hash[at])
}

/// What was typed, held against a key's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Match {
    Same,
    /// As far as they go the words are this key's, but so many are not all.
    Short {
        typed: usize,
    },
    /// The word at this place, from 1, is on no list.
    Unknown {
        at: usize,
    },
    /// The word at this place, from 1, is another, or one too many.
    Differs {
        at: usize,
    },
}

/// Holds what was typed against the words of a device's key.
pub fn compare(device: &DeviceId, typed: &str) -> Match {
    let words = of(device);
    let typed = split(typed);
    for (at, word) in typed.iter().enumerate() {
        match (find(word), words.get(at)) {
            (None, _) => return Match::Unknown { at: at + 1 },
            (Some(found), Some(expected)) if found == *expected => {}
            _ => return Match::Differs { at: at + 1 },
        }
    }
    if typed.len() < COUNT { Match::Short { typed: typed.len() } } else { Match::Same }
}

/// Eight words as they are typed, in either language; `None` if they are others, more or fewer.
pub fn read(typed: &str) -> Option<Words> {
    let found: Option<Vec<u8>> = split(typed).iter().map(|word| find(word)).collect();
    found?.try_into().ok()
}

/// The words in Chinese, in one line.
pub fn spell(words: Words) -> String {
    words.map(|at| LIST[usize::from(at)].0).join(" ")
}

/// Words in either language, however they are set apart: Chinese ones are two characters each and need no space between them.
fn split(typed: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut goes_on = false;
    for c in typed.chars() {
        let is_latin = c.is_ascii_alphabetic();
        if !is_latin && !c.is_alphabetic() {
            goes_on = false;
            continue;
        }
        match words.last_mut() {
            Some(word) if goes_on && word.is_ascii() == is_latin && (is_latin || word.chars().count() < 2) => {
                word.push(c.to_ascii_lowercase());
            }
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
        goes_on = true;
    }
    words
}

/// The place of a word; of an English one its first four letters are enough.
fn find(word: &str) -> Option<u8> {
    let means = |english: &str| word == english || word.len() >= 4 && english.starts_with(word);
    let at = LIST.iter().position(|(chinese, english)| word == *chinese || means(english))?;
    u8::try_from(at).ok()
}

/// The words by number, Chinese and English. An entry's place is for ever.
#[rustfmt::skip]
pub const LIST: [(&str, &str); 256] = [
    ("算盘", "abacus"), ("飞机", "airplane"), ("杏仁", "almond"), ("苹果", "apple"),
    ("背包", "backpack"), ("徽章", "badge"), ("气球", "balloon"), ("竹子", "bamboo"),
    ("香蕉", "banana"), ("谷仓", "barn"), ("棒球", "baseball"), ("篮子", "basket"),
    ("浴缸", "bathtub"), ("卧室", "bedroom"), ("皮带", "belt"), ("单车", "bicycle"),
    ("毯子", "blanket"), ("书本", "book"), ("瓶子", "bottle"), ("砖头", "brick"),
    ("扫帚", "broom"), ("刷子", "brush"), ("泡泡", "bubble"), ("水桶", "bucket"),
    ("纽扣", "button"), ("白菜", "cabbage"), ("蛋糕", "cake"), ("相机", "camera"),
    ("运河", "canal"), ("糖果", "candy"), ("峡谷", "canyon"), ("船长", "captain"),
    ("汽车", "car"), ("腰果", "cashew"), ("城堡", "castle"), ("芹菜", "celery"),
    ("椅子", "chair"), ("奶酪", "cheese"), ("栗子", "chestnut"), ("孩子", "child"),
    ("烟囱", "chimney"), ("马戏", "circus"), ("云朵", "cloud"), ("椰子", "coconut"),
    ("咖啡", "coffee"), ("梳子", "comb"), ("漫画", "comic"), ("玉米", "corn"),
    ("摇篮", "cradle"), ("蜡笔", "crayon"), ("杯子", "cup"), ("窗帘", "curtain"),
    ("坐垫", "cushion"), ("舞蹈", "dance"), ("钻石", "diamond"), ("日记", "diary"),
    ("恐龙", "dinosaur"), ("娃娃", "doll"), ("司机", "driver"), ("饺子", "dumpling"),
    ("榴莲", "durian"), ("雄鹰", "eagle"), ("茄子", "eggplant"), ("大象", "elephant"),
    ("引擎", "engine"), ("信封", "envelope"), ("橡皮", "eraser"), ("工厂", "factory"),
    ("扇子", "fan"), ("农场", "farm"), ("羽毛", "feather"), ("篱笆", "fence"),
    ("焰火", "firework"), ("笛子", "flute"), ("足球", "football"), ("森林", "forest"),
    ("叉子", "fork"), ("化石", "fossil"), ("狐狸", "fox"), ("冰箱", "fridge"),
    ("朋友", "friend"), ("青蛙", "frog"), ("游戏", "game"), ("齿轮", "gear"),
    ("壁虎", "gecko"), ("礼物", "gift"), ("生姜", "ginger"), ("眼镜", "glasses"),
    ("手套", "glove"), ("胶水", "glue"), ("金鱼", "goldfish"), ("葡萄", "grape"),
    ("小草", "grass"), ("碎石", "gravel"), ("吉他", "guitar"), ("铁锤", "hammer"),
    ("仓鼠", "hamster"), ("竖琴", "harp"), ("帽子", "hat"), ("头盔", "helmet"),
    ("河马", "hippo"), ("蜂蜜", "honey"), ("宾馆", "hotel"), ("墨水", "ink"),
    ("岛屿", "island"), ("夹克", "jacket"), ("果汁", "juice"), ("丛林", "jungle"),
    ("袋鼠", "kangaroo"), ("键盘", "keyboard"), ("厨房", "kitchen"), ("考拉", "koala"),
    ("瓢虫", "ladybug"), ("台灯", "lamp"), ("灯笼", "lantern"), ("柠檬", "lemon"),
    ("豹子", "leopard"), ("狮子", "lion"), ("口红", "lipstick"), ("荷花", "lotus"),
    ("行李", "luggage"), ("午餐", "lunch"), ("杂志", "magazine"), ("魔术", "magic"),
    ("喜鹊", "magpie"), ("芒果", "mango"), ("枫树", "maple"), ("市场", "market"),
    ("床垫", "mattress"), ("牛奶", "milk"), ("镜子", "mirror"), ("猴子", "monkey"),
    ("月亮", "moon"), ("高山", "mountain"), ("鼠标", "mouse"), ("电影", "movie"),
    ("蘑菇", "mushroom"), ("音乐", "music"), ("领带", "necktie"), ("鸟巢", "nest"),
    ("面条", "noodle"), ("绿洲", "oasis"), ("海洋", "ocean"), ("橙子", "orange"),
    ("兰花", "orchid"), ("鸵鸟", "ostrich"), ("烤箱", "oven"), ("油漆", "paint"),
    ("熊猫", "panda"), ("糕点", "pastry"), ("亭子", "pavilion"), ("孔雀", "peacock"),
    ("卵石", "pebble"), ("铅笔", "pencil"), ("钟摆", "pendulum"), ("企鹅", "penguin"),
    ("牡丹", "peony"), ("胡椒", "pepper"), ("照片", "photo"), ("钢琴", "piano"),
    ("野餐", "picnic"), ("枕头", "pillow"), ("披萨", "pizza"), ("钳子", "pliers"),
    ("插头", "plug"), ("土豆", "potato"), ("南瓜", "pumpkin"), ("木偶", "puppet"),
    ("拼图", "puzzle"), ("棉被", "quilt"), ("兔子", "rabbit"), ("萝卜", "radish"),
    ("彩虹", "rainbow"), ("犀牛", "rhino"), ("丝带", "ribbon"), ("米饭", "rice"),
    ("公鸡", "rooster"), ("帆船", "sailboat"), ("食盐", "salt"), ("凉鞋", "sandal"),
    ("围巾", "scarf"), ("学校", "school"), ("剪刀", "scissors"), ("屏幕", "screen"),
    ("紫菜", "seaweed"), ("芝麻", "sesame"), ("绵羊", "sheep"), ("贝壳", "shell"),
    ("盾牌", "shield"), ("衬衫", "shirt"), ("铲子", "shovel"), ("筛子", "sieve"),
    ("滑梯", "slide"), ("拖鞋", "slipper"), ("零食", "snack"), ("蜗牛", "snail"),
    ("雪人", "snowman"), ("肥皂", "soap"), ("袜子", "sock"), ("沙发", "sofa"),
    ("歌曲", "song"), ("麻雀", "sparrow"), ("蜘蛛", "spider"), ("菠菜", "spinach"),
    ("汤勺", "spoon"), ("春天", "spring"), ("松鼠", "squirrel"), ("星星", "star"),
    ("车站", "station"), ("蒸笼", "steamer"), ("石头", "stone"), ("吸管", "straw"),
    ("地铁", "subway"), ("砂糖", "sugar"), ("夏天", "summer"), ("阳光", "sunshine"),
    ("寿司", "sushi"), ("沼泽", "swamp"), ("天鹅", "swan"), ("秋千", "swing"),
    ("桌子", "table"), ("靶子", "target"), ("教师", "teacher"), ("茶壶", "teapot"),
    ("网球", "tennis"), ("帐篷", "tent"), ("雷声", "thunder"), ("老虎", "tiger"),
    ("纸巾", "tissue"), ("吐司", "toast"), ("豆腐", "tofu"), ("番茄", "tomato"),
    ("毛巾", "towel"), ("玩具", "toy"), ("列车", "train"), ("树木", "tree"),
    ("三角", "triangle"), ("奖杯", "trophy"), ("裤子", "trousers"), ("卡车", "truck"),
    ("喇叭", "trumpet"), ("隧道", "tunnel"), ("花瓶", "vase"), ("视频", "video"),
    ("村庄", "village"), ("火山", "volcano"), ("核桃", "walnut"), ("腕表", "watch"),
    ("哨子", "whistle"), ("风车", "windmill"), ("冬天", "winter"), ("羊毛", "wool"),
    ("扳手", "wrench"), ("山药", "yam"), ("斑马", "zebra"), ("拉链", "zipper"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> DeviceId {
        "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U".into()
    }

    #[test]
    fn words_are_told_apart() {
        for (at, (chinese, english)) in LIST.iter().enumerate() {
            assert_eq!(chinese.chars().count(), 2, "{chinese}");
            assert!(english.len() >= 3 && english.bytes().all(|b| b.is_ascii_lowercase()), "{english}");
            for (other, word) in LIST.iter().skip(at + 1) {
                assert_ne!(chinese, other);
                assert_ne!(english[..english.len().min(4)], word[..word.len().min(4)], "{english} {word}");
            }
        }
    }

    /// By hand: `hashlib` in Python, the hash taken 4,096 times over.
    #[test]
    fn the_words_of_a_key_are_for_ever() {
        assert_eq!(of(&key()), [222, 92, 226, 92, 219, 152, 69, 10]);
    }

    #[test]
    fn either_language_is_taken_however_it_is_typed() {
        let words = of(&key()).map(|at| LIST[usize::from(at)]);
        let chinese = words.map(|(chinese, _)| chinese);
        let english = words.map(|(_, english)| english);
        let start = |word: &str| word.chars().take(4).collect::<String>().to_uppercase();
        for typed in [
            chinese.concat(),
            chinese.join(" "),
            chinese.join("、\n"),
            english.join(" "),
            english.map(start).join(", "),
            format!("{}{}", chinese[..4].concat(), english[4..].join("-")),
        ] {
            assert_eq!(compare(&key(), &typed), Match::Same, "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let mut chinese = of(&key()).map(|at| LIST[usize::from(at)].0);
        assert_eq!(compare(&key(), ""), Match::Short { typed: 0 });
        assert_eq!(compare(&key(), &chinese[..7].concat()), Match::Short { typed: 7 });
        assert_eq!(compare(&key(), &format!("{}{}", chinese.concat(), chinese[0])), Match::Differs { at: 9 });
        chinese.swap(2, 5);
        assert_eq!(compare(&key(), &chinese.concat()), Match::Differs { at: 3 });
        chinese[1] = "问楼";
        assert_eq!(compare(&key(), &chinese.concat()), Match::Unknown { at: 2 });
        assert_eq!(compare(&key(), "xyzzy"), Match::Unknown { at: 1 });
    }
}
