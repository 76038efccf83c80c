using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.PublicApi;

/// <summary>What scripts can see changes on purpose, or not at all: it is compared with a file that is reviewed with the change.</summary>
public sealed class PublicApiTests
{
    private const string Baseline = "tests/ProgressiveSlo.PowerShell.Tests/Golden/public-api.txt";
    private const string Actual = "artifacts/public-api.txt";

    [Fact]
    public void Cmdlets_parameters_and_output_types_are_those_of_the_baseline()
    {
        using var engine = Engine.Create();
        var actual = PublicApi.Describe(engine);
        File.WriteAllLines(PathOf(Actual), actual);
        var expected = File.ReadAllLines(PathOf(Baseline));
        var differences = expected.Except(actual).Select(l => "- " + l).Concat(actual.Except(expected).Select(l => "+ " + l)).ToArray();
        Assert.True(
            differences.Length == 0,
            $"What scripts can see has changed. If it is meant so, run: cp {Actual} {Baseline}\n{string.Join("\n", differences)}"
        );
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_baseline_has_each_kind_of_fact()
    {
        using var engine = Engine.Create();
        var lines = PublicApi.Describe(engine);
        // One of each kind of fact: a baseline that lost a kind would hold nothing of it.
        Assert.Contains("type ProgressiveSlo.Planning.SloPlan", lines);
        Assert.Contains("ProgressiveSlo.Planning.SloPlan.Service : String", lines);
        Assert.Contains(lines, l => l.StartsWith("cmdlet New-SloPlan writes ProgressiveSlo.Planning.SloPlan", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            l => l.StartsWith("New-SloPlan -Service <String[]> [mandatory, position 0, pipeline, property]", StringComparison.Ordinal)
        );
        Assert.Contains(lines, l => l.StartsWith("enum ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("ProgressiveSlo.Planning.SloPlan shows Service, ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("; from 0 to ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("; aliases ", StringComparison.Ordinal));
    }

    private static string PathOf(string path) => Path.Combine(StagedModule.Repository, path);
}
