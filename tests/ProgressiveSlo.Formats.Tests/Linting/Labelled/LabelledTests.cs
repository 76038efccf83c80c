using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting.Labelled;

/// <summary>How often the lint is right, and how much it finds, against labels that were written before it ran.</summary>
public sealed class LabelledTests(ITestOutputHelper output)
{
    private const double Precision = 0.95;
    private const double Recall = 0.90;

    // By what 142 public files of 46 repositories have, most first: docs/testing.md.
    private static readonly string[] _commonest =
    [
        .. "ZeroTrafficNaN RulesHandWritten RatioAveraged RunbookMissing ApiVersionUnknown OwnerMissing LatencyBucketSpelling".Split(' '),
        .. "LabelDropped DescriptionMissing CounterWithoutRate FieldIgnored LatencyBucketUnknown RangeTooShort BucketsAdded".Split(' '),
        "AlertUnreachable",
    ];

    public static TheoryData<string> Codes => [.. LabelledCase.All().Select(c => c.Code).Distinct()];

    [Fact]
    public void The_fifteen_commonest_codes_are_labelled() => Assert.Empty(_commonest.Except(LabelledCase.All().Select(c => c.Code)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_has_twenty_cases_and_ten_of_them_are_mistakes(string code)
    {
        var cases = LabelledCase.All().Where(c => c.Code == code).ToArray();
        Assert.InRange(cases.Length, 20, 1000);
        Assert.InRange(cases.Count(c => c.IsPositive), 10, cases.Length - 1);
        Assert.Equal(cases.Length, cases.Select(c => c.Text).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_right_and_finds_what_there_is(string code) => Judge(code, [.. LabelledCase.All().Where(c => c.Code == code)]);

    [Fact]
    public void All_codes_together_are_right_and_find_what_there_is() => Judge("all", LabelledCase.All());

    private void Judge(string name, IReadOnlyList<LabelledCase> cases)
    {
        var judged = cases.Select(c => (Case: c, IsFound: c.IsFound())).ToArray();
        var right = judged.Count(j => j.IsFound && j.Case.IsPositive);
        var precision = (double)right / Math.Max(1, judged.Count(j => j.IsFound));
        var recall = (double)right / Math.Max(1, judged.Count(j => j.Case.IsPositive));
        var wrong = judged
            .Where(j => j.IsFound != j.Case.IsPositive)
            .Select(j => $"{(j.IsFound ? "false" : "missed")} {j.Case.Name}")
            .ToArray();
        var figures = FormattableString.Invariant($"{name}: {cases.Count} cases, precision {precision:P1}, recall {recall:P1}");
        output.WriteLine($"{figures} {string.Join("; ", wrong)}");
        Assert.True(precision >= Precision && recall >= Recall, $"{figures}\n{string.Join("\n", wrong)}");
    }
}
