using CsCheck;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class LiteralTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("0x_1F", 31)]
    [InlineData("0_17", 15)]
    [InlineData("1_0.5e1_0", 10.5e10)]
    [InlineData("1h30m", 5400)]
    [InlineData("-5ms", -0.005)]
    [InlineData("0s", 0)]
    [InlineData("010", 8)]
    [InlineData("08", 8)]
    [InlineData("08.5", 8.5)]
    [InlineData("0x1F", 31)]
    [InlineData("0xe", 14)]
    [InlineData("1.", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("1.5e3", 1500)]
    [InlineData("5.e-1", 0.5)]
    [InlineData("0x7FFFFFFFFFFFFFFF", 9223372036854775807d)]
    [InlineData("99999999999999999999", 1e20)]
    [InlineData("0777777777777777777777777", 777777777777777777777777d)]
    [InlineData("123456789012345678", 123456789012345678d)]
    [InlineData("1e-400", 0)]
    [InlineData("iNf", double.PositiveInfinity)]
    [InlineData("-INF", double.NegativeInfinity)]
    [InlineData("nAn", double.NaN)]
    public void Numbers_have_the_value_that_Prometheus_gives_them(string text, double value)
    {
        using var culture = new CultureScope("de-DE");
        Assert.Equal(value, Assert.IsType<NumberLiteral>(PromQlParser.Parse(text)).Value);
    }

    [Theory]
    [InlineData("1__0")]
    [InlineData("1_")]
    [InlineData("1_.5")]
    [InlineData("1_e5")]
    [InlineData("0x1e+5")]
    [InlineData("0xee")]
    [InlineData("0x")]
    [InlineData("0x1.8")]
    [InlineData("0xFFFFFFFFFFFFFFFF")]
    [InlineData("1e")]
    [InlineData("1e999")]
    [InlineData("0b1")]
    [InlineData("1,5")]
    public void What_is_no_number_is_refused(string text)
    {
        using var culture = new CultureScope("de-DE");
        Assert.False(PromQlParser.TryParse(text, null, out _, out _));
    }

    [Fact]
    public void Every_number_reads_back_as_printed() =>
        Gen.Double.Sample(value =>
        {
            using var culture = new CultureScope("de-DE");
            var text = PromQlPrinter.Print(new NumberLiteral(value));
            return Assert.IsType<NumberLiteral>(PromQlParser.Parse(text)).Value.Equals(value);
        });

    [Theory]
    [InlineData("\"a'b\"", "a'b")]
    [InlineData("'a\"b'", "a\"b")]
    [InlineData("'\\''", "'")]
    [InlineData("`\\n`", "\\n")]
    [InlineData("`a\nb`", "a\nb")]
    [InlineData("\"\\a\\b\\f\\n\\r\\t\\v\\\\\"", "\a\b\f\n\r\t\v\\")]
    [InlineData("\"\\x41\\101\\u0041\\U00000041\"", "AAAA")]
    [InlineData("\"\\xc3\\xa9é\"", "éé")]
    [InlineData("\"\\U0001F600\"", "😀")]
    [InlineData("\"\\xf0\\x9f\\x98\\x80\"", "😀")]
    [InlineData("\"\\ufffd\"", "\ufffd")]
    [InlineData("\"# no comment\"", "# no comment")]
    public void Texts_have_the_value_that_Prometheus_gives_them(string text, string value)
    {
        var literal = Assert.IsType<StringLiteral>(PromQlParser.Parse(text));
        Assert.Equal(value, literal.Value, StringComparer.Ordinal);
        Assert.Equal(value, Assert.IsType<StringLiteral>(PromQlParser.Parse(literal.ToString())).Value, StringComparer.Ordinal);
    }

    // Attributes cannot hold these characters.
    [Fact]
    public void Bytes_that_are_no_UTF8_are_kept()
    {
        AssertBytes("\\xff", "\udcff");
        AssertBytes("\\377\\x80", "\udcff\udc80");
        AssertBytes("\\xc3é", "\udcc3é");
        AssertBytes("\\xed\\xa0\\x80", "\udced\udca0\udc80");
        AssertBytes("\\xc0\\x80", "\udcc0\udc80");
        AssertBytes("\\xe0\\x80\\x80", "\udce0\udc80\udc80");
        AssertBytes("\\xf0\\x80\\x80\\x80", "\udcf0\udc80\udc80\udc80");
        AssertBytes("\\xf4\\x90\\x80\\x80", "\udcf4\udc90\udc80\udc80");
        Assert.False(PromQlParser.TryParse("x{a=~\"\\xff\"}", null, out _, out _));
        Assert.False(PromQlParser.TryParse("\"\ud83d\"", null, out _, out _));
        Assert.False(PromQlParser.TryParse("\"\udcff\"", null, out _, out _));

        static void AssertBytes(string escaped, string value)
        {
            var literal = Assert.IsType<StringLiteral>(PromQlParser.Parse($"\"{escaped}\""));
            Assert.True(string.Equals(value, literal.Value, StringComparison.Ordinal), escaped);
            Assert.True(PromQlComparer.Instance.Equals(literal, PromQlParser.Parse(literal.ToString())), escaped);
        }
    }

    [Theory]
    [InlineData("\"\\'\"", 1)]
    [InlineData("'ab\\\"'", 3)]
    [InlineData("\"\\q\"", 1)]
    [InlineData("\"\\x4g\"", 1)]
    [InlineData("\"\\400\"", 1)]
    [InlineData("\"\\ud800\"", 1)]
    [InlineData("\"a\nb\"", 0)]
    [InlineData("  \"a", 2)]
    [InlineData("`a", 0)]
    [InlineData("\"\ufffd\"", 1)]
    public void A_bad_text_is_refused_where_it_is_bad(string text, int position)
    {
        Assert.False(PromQlParser.TryParse(text, null, out _, out var error));
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("1h30m", 90 * 60_000L, "1h30m")]
    [InlineData("90m", 90 * 60_000L, "1h30m")]
    [InlineData("28d", 28 * 86_400_000L, "4w")]
    [InlineData("1y", 365 * 86_400_000L, "1y")]
    [InlineData("5ms", 5L, "5ms")]
    [InlineData("0s1ms", 1L, "1ms")]
    [InlineData("1y2w3d4h5m6s7ms", 33_019_506_007L, "382d4h5m6s7ms")]
    [InlineData("292y", 292 * 365 * 86_400_000L, "292y")]
    public void Durations_are_read_and_printed_as_Prometheus_does(string text, long milliseconds, string printed)
    {
        using var culture = new CultureScope("de-DE");
        var range = Assert.IsType<RangeSelector>(PromQlParser.Parse($"x[{text}]"));
        Assert.Equal(TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond), Assert.IsType<DurationLiteral>(range.Range).Value);
        Assert.Equal(printed, range.Range.ToString());
        Assert.True(PromQlComparer.Instance.Equals(range, PromQlParser.Parse(range.ToString())));
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("0")]
    [InlineData("1m1h")]
    [InlineData("1h1h")]
    [InlineData("1.5h")]
    [InlineData("-5m")]
    [InlineData("293y")]
    [InlineData("99999999999999999999999999s")]
    [InlineData("")]
    public void What_is_no_duration_is_refused(string text)
    {
        Assert.False(PromQlParser.TryParse($"x[{text}]", null, out _, out var error));
        Assert.Contains("duration", error.Expected, StringComparison.Ordinal);
        Assert.Equal(2, error.Position);
    }

    [Fact]
    public void A_duration_of_parts_of_a_millisecond_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DurationLiteral(TimeSpan.FromTicks(5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DurationLiteral(TimeSpan.FromMinutes(-5)));
        Assert.Equal("5m", new DurationLiteral(TimeSpan.FromMinutes(5)).ToString());
    }
}
