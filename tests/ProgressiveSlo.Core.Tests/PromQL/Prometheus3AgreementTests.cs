using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class Prometheus3AgreementTests
{
    [Fact]
    public void Accepts_what_Prometheus_accepts_and_nothing_else()
    {
        var corpus = Prometheus3Corpus.Load();
        Assert.True(corpus.Count(e => e.IsAccepted) > 600 && corpus.Count(e => !e.IsAccepted) > 130);
        var differences = new List<string>();
        foreach (var (text, isAccepted) in corpus)
        {
            if (PromQlParser.TryParse(text, null, out _, out var error) != isAccepted)
                differences.Add($"<<{text}>> Prometheus: {(isAccepted ? "accepted" : "refused")}, ours: {error?.ToString() ?? "accepted"}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {corpus.Count} differ:\n{string.Join('\n', differences.Take(60))}");
    }
}
