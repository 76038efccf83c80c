using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class SelectorTests
{
    [Fact]
    public void Name_and_conditions_are_read()
    {
        var selector = Assert.IsType<VectorSelector>(PromQlParser.Parse("job:x:rate5m { a = \"1\", b != '2', c =~ `3.+`, d !~ \"4\", }"));
        Assert.Equal("job:x:rate5m", selector.Name);
        Assert.Equal(
            [
                new LabelMatcher("a", "=", "1"),
                new LabelMatcher("b", "!=", "2"),
                new LabelMatcher("c", "=~", "3.+"),
                new LabelMatcher("d", "!~", "4"),
            ],
            selector.Conditions.Select(c => c.Matcher)
        );
        Assert.Equal("job:x:rate5m{a=\"1\",b!=\"2\",c=~\"3.+\",d!~\"4\"}", selector.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{a=\"\"}")]
    [InlineData("{a=~\".*\"}")]
    [InlineData("{a!=\"x\"}")]
    [InlineData("{a!~\"x\"}")]
    [InlineData("{a=~\"x|\"}")]
    [InlineData("{a=~\"(x{0})^\\\\B$\"}")]
    public void A_selector_that_would_choose_everything_is_refused(string text)
    {
        Assert.False(PromQlParser.TryParse(text, null, out _, out var error));
        Assert.Equal("The selector would choose every series", error.Problem);
    }

    [Theory]
    [InlineData("{a!=\"\"}")]
    [InlineData("{a=~\".+\"}")]
    [InlineData("{a!~\".*\"}")]
    [InlineData("{a=\"\",b=\"c\"}")]
    [InlineData("{a=~\"\\\\b\"}")]
    [InlineData("x{a=\"\"}")]
    public void One_condition_that_the_empty_text_does_not_meet_is_enough(string text) =>
        Assert.Equal(text, PromQlParser.Parse(text).ToString());

    [Theory]
    [InlineData("(", "a '(' is not closed")]
    [InlineData("a)(b", "a ')' closes nothing")]
    [InlineData("[z-a]", "a range of a class runs backwards")]
    [InlineData("a**", "a repetition follows a repetition")]
    [InlineData("*", "a repetition has nothing to repeat")]
    [InlineData("a{1001}", "a repetition counts over 1000, or from more to less")]
    [InlineData("(a{100}){11}", "nested repetitions count over 1000")]
    [InlineData("(?=a)", "RE2 has no such group as (?=")]
    [InlineData("(?<=a)", "RE2 has no such group as (?<")]
    [InlineData("(?<a-b>c)", "a group's name is not of letters, digits and '_'")]
    [InlineData("\\p{Klingon}", "it names a Unicode class that does not exist")]
    [InlineData("\\1", "RE2 has no such escape as \\1")]
    [InlineData("\\", "it ends with a backslash")]
    [InlineData("\\Qa", "a '(' is not closed")]
    public void A_regular_expression_that_RE2_does_not_know_is_refused(string pattern, string reason)
    {
        Assert.False(PromQlParser.TryParse($"x{{a=~`{pattern}`}}", null, out _, out var error));
        Assert.Equal($"'{pattern}' is not a regular expression of RE2: {reason}", error.Problem);
        Assert.Equal(5, error.Position);
    }

    [Fact]
    public void Deep_regular_expressions_cost_no_stack()
    {
        var shallow = new string('(', 900) + "a" + new string(')', 900);
        var deep = new string('(', 1_000_000) + "a" + new string(')', 1_000_000);
        Assert.True(PromQlParser.TryParse($"x{{a=~\"{shallow}\"}}", null, out _, out _));
        Assert.False(PromQlParser.TryParse($"x{{a=~\"{deep}\"}}", null, out _, out var error));
        Assert.EndsWith("it nests too deep", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("by")]
    [InlineData("without")]
    [InlineData("and")]
    [InlineData("offset")]
    [InlineData("start")]
    [InlineData("Count_Values")]
    public void Most_keywords_can_name_a_metric(string word)
    {
        var selector = Assert.IsType<VectorSelector>(PromQlParser.Parse(word + "{a=\"b\"}"));
        Assert.Equal(word, selector.Name);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("ignoring")]
    [InlineData("bool")]
    [InlineData("group_left")]
    [InlineData("atan2")]
    [InlineData("inf")]
    public void Some_keywords_cannot_name_a_metric_alone(string word)
    {
        Assert.False(PromQlParser.TryParse(word + "{a=\"b\"}", null, out _, out _));
        var printed = new VectorSelector(word).ToString();
        Assert.Equal($"{{__name__=\"{word}\"}}", printed);
        Assert.IsType<VectorSelector>(PromQlParser.Parse(printed));
    }

    [Fact]
    public void Keywords_are_known_in_any_case_in_any_culture()
    {
        using var culture = new CultureScope("tr-TR");
        var binary = Assert.IsType<BinaryExpression>(PromQlParser.Parse("MIN(a) / IGNORING (x) GROUP_RIGHT (y) Min BY (i) (b OFFSET 5m)"));
        Assert.Equal("min(a) / ignoring (x) group_right (y) min by (i) (b offset 5m)", binary.ToString());
    }

    [Fact]
    public void A_metric_is_named_once()
    {
        Assert.False(PromQlParser.TryParse("a{__name__=\"b\"}", null, out _, out var error));
        Assert.Equal("The metric is named twice: a and __name__", error.Problem);
        Assert.Null(Assert.IsType<VectorSelector>(PromQlParser.Parse("{__name__=\"b\"}")).Name);
    }
}
