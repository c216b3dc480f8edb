//! The elements of HTML and how each shapes text.

macro_rules! tags {
    ($($variant:ident $name:literal)*) => {
        /// An element's name; `Text` is a run of text, `Other` an element that HTML does not know.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(super) enum Tag { Text, Other, $($variant),* }

        impl Tag {
            /// The tag of a name in lower case.
            fn known(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }
        }
    };
}

tags! {
    Html "html" Head "head" Body "body" Title "title" Meta "meta" Link "link" Script "script" Style "style" Base "base"
    Noscript "noscript" Template "template" Svg "svg" Math "math" Iframe "iframe" Object "object" Embed "embed"
    Audio "audio" Video "video" Canvas "canvas" Map "map" Area "area" Img "img" Image "image" Picture "picture"
    Source "source" Track "track" Param "param" Br "br" Hr "hr" Wbr "wbr" A "a" Abbr "abbr" Acronym "acronym" B "b"
    Bdi "bdi" Bdo "bdo" Big "big" Cite "cite" Code "code" Data "data" Del "del" Dfn "dfn" Em "em" Font "font" I "i"
    Ins "ins" Kbd "kbd" Label "label" Mark "mark" Nobr "nobr" Q "q" Rb "rb" Rp "rp" Rt "rt" Ruby "ruby" S "s"
    Samp "samp" Small "small" Span "span" Strike "strike" Strong "strong" Sub "sub" Sup "sup" Time "time" Tt "tt"
    U "u" Var "var" P "p" Div "div" Section "section" Article "article" Main "main" Header "header" Footer "footer"
    Nav "nav" Aside "aside" Address "address" Blockquote "blockquote" Center "center" Details "details"
    Summary "summary" Dialog "dialog" Dl "dl" Dt "dt" Dd "dd" Fieldset "fieldset" Legend "legend" Form "form"
    Figure "figure" Figcaption "figcaption" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" Hgroup "hgroup"
    Ol "ol" Ul "ul" Li "li" Menu "menu" Dir "dir" Pre "pre" Textarea "textarea" Select "select" Option "option"
    Optgroup "optgroup" Button "button" Input "input" Output "output" Progress "progress" Meter "meter"
    Table "table" Caption "caption" Colgroup "colgroup" Col "col" Thead "thead" Tbody "tbody" Tfoot "tfoot" Tr "tr"
    Td "td" Th "th" Frameset "frameset" Frame "frame" Noframes "noframes" Noembed "noembed" Xmp "xmp"
    Marquee "marquee" Applet "applet" Search "search" Keygen "keygen"
}

/// Number of tags, for tables indexed by tag.
pub(super) const TAGS: usize = Tag::Keygen as usize + 1;

/// Longest name of a known element, in bytes.
const LONGEST: usize = 10;

impl Tag {
    /// The tag of a name as written.
    pub(super) fn of(name: &[u8]) -> Tag {
        let mut lower = [0u8; LONGEST];
        let Some(room) = lower.get_mut(..name.len()) else {
            return Tag::Other;
        };
        room.copy_from_slice(name);
        room.make_ascii_lowercase();
        std::str::from_utf8(room).map_or(Tag::Other, Tag::known)
    }

    /// An element that never has content.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Image
                | Img
                | Input
                | Keygen
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// An element whose content is characters up to its end tag, no markup.
    pub(super) fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Noscript | Iframe | Noframes | Noembed | Xmp)
    }

    /// An element that flows with the text around it.
    pub(super) fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Text | Other
                | A
                | Abbr
                | Acronym
                | B
                | Bdi
                | Bdo
                | Big
                | Cite
                | Code
                | Data
                | Del
                | Dfn
                | Em
                | Font
                | I
                | Ins
                | Kbd
                | Label
                | Mark
                | Nobr
                | Q
                | Rb
                | Rp
                | Rt
                | Ruby
                | S
                | Samp
                | Small
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
                | Var
                | Wbr
                | Img
                | Image
                | Picture
                | Source
                | Map
                | Area
                | Br
                | Input
                | Output
                | Progress
                | Meter
                | Script
                | Style
                | Link
                | Meta
                | Noscript
                | Template
                | Svg
                | Math
                | Button
                | Iframe
                | Object
                | Embed
                | Canvas
                | Audio
                | Video
                | Select
                | Textarea
        )
    }

    /// An element whose text is never part of an article.
    pub(super) fn is_hidden(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Head | Title
                | Script
                | Style
                | Noscript
                | Template
                | Svg
                | Math
                | Iframe
                | Object
                | Embed
                | Canvas
                | Audio
                | Video
                | Noframes
                | Noembed
                | Frameset
                | Textarea
                | Select
                | Option
                | Button
                | Input
                | Rp
                | Rt
                | Map
                | Applet
                | Progress
                | Meter
                | Dialog
        )
    }

    /// A heading, `h1` to `h6`.
    pub(super) fn is_heading(self) -> bool {
        Tag::H1 <= self && self <= Tag::H6
    }

    /// Whether a start tag of this element ends an open paragraph (WHATWG HTML, section 13.2.6.4.7).
    pub(super) fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Dd
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Li
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Whether end tags from inside do not reach beyond this element.
    pub(super) fn is_boundary(self) -> bool {
        use Tag::*;
        matches!(self, Html | Table | Td | Th | Caption | Template | Marquee | Object | Applet | Button | Svg | Math)
    }
}
