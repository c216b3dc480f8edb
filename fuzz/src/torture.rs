//! Pages made to hurt: what brought down other readers, small enough for every run.

/// How often a hurtful piece is repeated.
const MANY: usize = 4_000;

/// Pages of HTML.
pub fn pages() -> Vec<Vec<u8>> {
    let nested = ["<div>", "<ul><li>", "<svg><g>", "<table><tr><td>", "<b><i>", "<p><font id=x>", "<blockquote>"];
    let walls = ["&", "&#x10FFFF;", "<", "</p>", "<!--", "<br>", "<td>x", "<a href=/x>x</a>", "\u{0}", "<p>x</p>\n"];
    let said = [
        "<p>France met Spain on Monday.",
        "<p>\u{201c}",
        "<p>\"\u{201d}'\u{2018}",
        "<p>Presiden ",
        "<p>the foreign minister of ",
        "<p>2024-02-30 ",
    ];
    let mut pages: Vec<String> = nested.iter().chain(&walls).chain(&said).map(|piece| piece.repeat(MANY)).collect();
    pages.push(format!("<p {}>x", "a=b ".repeat(MANY)));
    pages.push(format!("<p {}>x", "class='share' ".repeat(MANY)));
    pages.push(format!("<script type=application/ld+json>{}", "[".repeat(MANY)));
    pages.push(format!("<script type=application/ld+json>{}", "{\"author\":".repeat(MANY)));
    pages.push(format!("<title>{}</title><h1>{}</h1>", "T ".repeat(MANY), "T ".repeat(MANY)));
    let mut bytes: Vec<Vec<u8>> = pages.into_iter().map(String::into_bytes).collect();
    bytes.push(b"\xff\xfe<\0p\0>\0\x00\xd8x".to_vec());
    bytes.push(b"<meta charset=utf-16>\xed\xa0\x80\xc0\x80\xff".to_vec());
    bytes
}

/// Plain texts.
pub fn texts() -> Vec<String> {
    let pieces = [
        "France ",
        "France met Spain. ",
        "on Monday ",
        "1",
        "1,",
        "two hundred ",
        "\u{201c}",
        "\"",
        "'",
        "(",
        "he said ",
        "he said: \"no\" ",
        "Menteri Luar Negeri ",
        "kata dia, ",
        "seratus dua puluh ",
        "a",
        "-",
        ".",
        "\u{202e}\u{200b}",
        "\u{130}",
        "\u{1f1eb}\u{1f1f7}",
        "\u{e9}\u{301}",
        "\n",
        "\r",
        "Source: ",
    ];
    let mut texts: Vec<String> = pieces.iter().map(|piece| piece.repeat(MANY)).collect();
    texts.extend(["", " ", "\u{feff}", "\n\n\n", "x"].map(str::to_owned));
    texts
}
