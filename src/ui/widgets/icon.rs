//! Line icons on a 24 × 24 grid, drawn with the text's colour. Decoration: the words beside them carry the meaning.
use yew::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Back,
    Next,
    Close,
    Check,
    Info,
    Warning,
    Stop,
    Search,
    Menu,
    More,
    Plus,
    Minus,
    Edit,
    Note,
    Camera,
    Pin,
    Flag,
    File,
    Upload,
    Download,
    Print,
    Save,
    Undo,
    Lock,
    Shield,
    Online,
    Offline,
    Person,
    Building,
    Ballot,
    Money,
    Calendar,
    Settings,
    /// A door nobody answered.
    NotMet,
    /// "Come back later."
    CallBack,
    Refused,
    /// Two ballots that contradict each other.
    Conflict,
    /// A shop: not a household.
    Shop,
}

impl Icon {
    #[inline(never)]
    pub fn view(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={self.path()} /></svg>
        }
    }

    fn path(self) -> &'static str {
        match self {
            Icon::Back => "M15 5l-7 7 7 7",
            Icon::Next => "M9 5l7 7-7 7",
            Icon::Close => "M6 6l12 12M18 6L6 18",
            Icon::Check => "M4.5 12.5l5 5 10-11",
            Icon::Info => "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.4v.2",
            Icon::Warning => "M12 3.5L2.5 20h19zM12 10v4.5M12 17.2v.2",
            Icon::Stop => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.4v.2",
            Icon::Search => "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.3 15.3L20.5 20.5",
            Icon::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Icon::More => {
                "M12 4.5a.7.7 0 100 1.4.7.7 0 000-1.4zM12 11.3a.7.7 0 100 1.4.7.7 0 000-1.4zM12 18.1a.7.7 0 100 1.4.7.7 0 000-1.4z"
            }
            Icon::Plus => "M12 5v14M5 12h14",
            Icon::Minus => "M5 12h14",
            Icon::Edit => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
            Icon::Note => "M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 8.5h7M8.5 12h4",
            Icon::Camera => "M3.5 8h4l1.5-2.5h6L16.5 8h4v11.5h-17zM12 10a3.5 3.5 0 100 7 3.5 3.5 0 000-7z",
            Icon::Pin => {
                "M12 21.5c-4-4.6-6-8-6-10.9a6 6 0 0112 0c0 2.9-2 6.3-6 10.9zM12 8.4a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4z"
            }
            Icon::Flag => "M6 21V4h12l-3 4.5 3 4.5H6",
            Icon::File => "M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5",
            Icon::Upload => "M12 16V4.5M7 9l5-4.5L17 9M4 15.5V20h16v-4.5",
            Icon::Download => "M12 4v11.5M7 11l5 4.5 5-4.5M4 15.5V20h16v-4.5",
            Icon::Print => "M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 13.5h10v7H7z",
            Icon::Save => "M4 4h13l3 3v13H4zM8 4v5h7V4M8 20v-6h8v6",
            Icon::Undo => "M8.5 5L4 9.5 8.5 14M4 9.5h10a5 5 0 010 10h-4",
            Icon::Lock => "M5 11h14v9.5H5zM8 11V8a4 4 0 018 0v3M12 15v2",
            Icon::Shield => "M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5",
            Icon::Online => "M2.5 9.5a14 14 0 0119 0M5.7 13a9.2 9.2 0 0112.6 0M8.9 16.4a4.6 4.6 0 016.2 0M12 19.7v.2",
            Icon::Offline => {
                "M3 3l18 18M8.9 16.4a4.6 4.6 0 016.2 0M5.7 13a9 9 0 013.8-2.2M2.5 9.5A14 14 0 016.4 7M14.5 10.8a9 9 0 013.8 2.2M11 6a14 14 0 0110.5 3.5M12 19.7v.2"
            }
            Icon::Person => "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c.8-4 3.6-6 7.5-6s6.7 2 7.5 6",
            Icon::Building => "M5 21V3.5h14V21M2.5 21h19M10 21v-4h4v4M9 7.4v.2M15 7.4v.2M9 12v.2M15 12v.2",
            Icon::Ballot => "M3.5 12.5h17V21h-17zM7 12.5V3h10v9.5M9.5 7.5l2 2L15 5.8",
            Icon::Money => "M5 3.5l7 8.5 7-8.5M12 12v9M6.5 12h11M6.5 16.5h11",
            Icon::Calendar => "M4 5.5h16V20H4zM4 10h16M8.5 3v4.5M15.5 3v4.5",
            Icon::Settings => {
                "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM8 14.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z"
            }
            Icon::NotMet => "M6 21V3.5h12V21M3 21h18M14.5 12v.2",
            Icon::CallBack => "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5.5l3.5 2.5",
            Icon::Refused => "M12 3a9 9 0 100 18 9 9 0 000-18zM5.8 5.8l12.4 12.4",
            Icon::Conflict => "M3 8.5h14M13 4l4.5 4.5L13 13M21 16.5H7M11 12l-4.5 4.5L11 21",
            Icon::Shop => "M4 10v10.5h16V10M3 9.5L5 4h14l2 5.5zM9.5 20.5V15h5v5.5",
        }
    }
}
