using System.Threading.Tasks;
using ProgressiveSlo.Formats.Migration.Catalog;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>Catalogs that somebody damaged: each gives services or problems, and never an exception.</summary>
public sealed class CatalogMutationTests
{
    private const int Seed = 20260105;
    private const int Mutations = 2000;

    // Processor time: what runs on without end must fail the test and not hold it up.
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData("csv")]
    [InlineData("backstage")]
    [InlineData("own")]
    [InlineData("backstage tree")]
    [InlineData("own tree")]
    public async Task A_damaged_catalog_gives_services_or_problems(string kind)
    {
        var random = new Random(Seed);
        var text =
            kind == "csv" ? CatalogSamples.Csv
            : kind.StartsWith("own", StringComparison.Ordinal) ? CatalogSamples.Own
            : CatalogSamples.Backstage;
        var current = "";
        var (services, problems) = (0, 0);
        await Work.WithinAsync(
            () =>
            {
                for (var i = 0; i < Mutations; i++)
                {
                    current = kind.EndsWith("tree", StringComparison.Ordinal)
                        ? SpecMutator.Tree(text, random)
                        : SpecMutator.Bytes(text, random);
                    var content = CatalogSamples.Read(current, isCsv: kind == "csv");
                    services += content.Services().Count;
                    problems += content.Problems.Count;
                    Check(content, current);
                }
            },
            _most,
            () => current
        );
        Assert.InRange(services, Mutations / 2, Mutations * 6);
        Assert.InRange(problems, Mutations / 20, Mutations * 20);
    }

    private static void Check(CatalogContent content, string text)
    {
        Assert.All(
            content.Problems,
            p =>
            {
                Assert.NotEmpty(p.Problem.Problem.Message);
                Assert.NotEmpty(p.Problem.Problem.Fix);
                Assert.InRange(p.Problem.Line, 0, text.Split('\n').Length + 1);
                Assert.DoesNotContain(p.Problem.ToString(), char.IsControl);
            }
        );

        // Nothing is lost without a word.
        Assert.True(
            content.Services().Count > 0 || content.Problems.Count > 0 || !text.Contains("Component", StringComparison.Ordinal),
            text
        );
        var keys = content.Services().Select(s => (s.Namespace, s.Service)).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(content.Services(), s => Assert.True(s.Target is null or (> 0 and < 1)));
        Assert.NotNull(DependencyCycles.Find(content.Catalog));
    }
}
