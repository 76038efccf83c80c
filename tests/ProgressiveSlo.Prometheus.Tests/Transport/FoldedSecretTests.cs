using System.Net;
using System.Text;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>Secrets that a server escapes more than once, or cuts by what nobody sees.</summary>
public sealed class FoldedSecretTests
{
    private const string Token = "Tok3n/Abc+Def=Ghi.JklMnoPq&<rs>";

    public static TheoryData<string> Forms =>
        new(
            Escaped(Token, 2),
            Escaped(Token, 3),
            Escaped(Token, 9),
            string.Concat(Encoding.UTF8.GetBytes(Token).Select(b => $"%25{b:x2}")),
            WebUtility.HtmlEncode(WebUtility.HtmlEncode(Token)),
            Uri.EscapeDataString(WebUtility.HtmlEncode(Token)),
            string.Concat(Token.Select(c => $"\\\\u{(int)c:x4}")),
            string.Concat(Token.Select(c => $"\\x{(int)c:x2}")),
            string.Concat(Token.Select(c => "\\" + Convert.ToString(c, 8).PadLeft(3, '0'))),
            string.Join('\u200b', Token.ToCharArray()),
            Cut("\u00ad"),
            Cut("\u001b[0m"),
            Cut("\u001b[38;5;1m"),
            Cut("\u001b]0;title\u0007"),
            Cut("\u009b31m"),
            Cut("\n"),
            Cut("\r\n"),
            Cut("\u2028"),
            Cut("\u202e"),
            Cut("\u034f"),
            Cut("\u3164"),
            Cut("%00"),
            Cut("%250a"),
            Cut("&shy;"),
            string.Join(' ', Token.ToCharArray()),
            string.Concat(Token.Select(c => c is > ' ' and < '\u007f' ? (char)(c + 0xfee0) : c)),
            Cut("\n", Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)))
        );

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_reads_as_a_secret_is_taken_out(string form)
    {
        var text = new SecretRedactor(["Bearer " + Token]).Redact($"bad token {form}.", 10_000);
        Assert.Contains("***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("JklMno", WebUtility.UrlDecode(text), StringComparison.Ordinal);
        Assert.True(text.Length < 40, text);
    }

    // What holds no secret stays as it was written, escapes and all.
    [Theory]
    [InlineData("parse error at char 5: bad %2F in \"a\\nb\" &amp; more")]
    [InlineData("query=rate%28http_requests_total%5B5m%5D%29")]
    [InlineData("Ünïcödé ＡＢＣ")]
    public void Other_texts_stay_as_they_are(string text) =>
        Assert.Equal(text, new SecretRedactor(["Bearer " + Token]).Redact(text, 10_000));

    [Fact]
    public void What_is_escaped_without_end_is_hidden_as_a_whole() =>
        Assert.Equal("***", new SecretRedactor([Token]).Redact(Escaped("a/b", 40), 100_000));

    private static string Escaped(string text, int times) => Enumerable.Range(0, times).Aggregate(text, (t, _) => Uri.EscapeDataString(t));

    private static string Cut(string by, string text = Token) => text[..10] + by + text[10..];
}
