namespace ProgressiveSlo.Testing;

/// <summary>Texts that somebody would try to break a report with.</summary>
public static class NastyTexts
{
    /// <summary>Commands of agents, markup, delimiters, control characters, and text that is no text.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "]##vso[task.complete result=Failed]",
        "##vso[task.complete result=Failed]",
        "##VSO[task.setvariable variable=SloReady]true",
        "x;variable=SloReady]true",
        "a\r\n##vso[task.complete result=Failed]\n::error::x",
        "::error::x",
        "  ::add-mask::x",
        "##[add-mask]x",
        "a,file=b::c",
        "]]>",
        "<script>alert(1)</script>",
        "</testcase></testsuite></testsuites>",
        "\"'&<>",
        "nul\0 bell\a escape\u001b[31m",
        "\ud800 alone, \udc00 alone",
        "\u202eright to left\u202c\u200f",
        "\ufffe\uffff\u2028\u2029\u0085",
        "%0A::error::x%0D%25%AZP25%3B%5D",
        "%AZP253B%AZP250A",
        "`code` | *bold* [l](http://e.x)",
        "SLO_END\nSloReady=true\nSLO_END",
        "🚀 日本語 ünï",
        "=x",
        " x ",
        "",
    ];
}
