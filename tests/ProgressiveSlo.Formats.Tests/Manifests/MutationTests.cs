using System.Threading.Tasks;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>
/// Manifests that somebody damaged: every golden manifest and fixture, with bytes or parts of its tree changed at random. Each
/// gives definitions or problems, with little work and without much memory, and never an exception.
/// </summary>
public sealed class MutationTests
{
    private const int Seed = 20260105;
    private const int Mutations = 2000;
    private const long MostBytes = 200L * 1024 * 1024;

    private static readonly string[] _folders =
    [
        "pyrra",
        "sloth",
        "sloth/windows",
        "sloth/invalid",
        "openslo",
        "openslo/invalid",
        "rules",
        "rules/no-groups",
    ];

    // Processor time, of one document and of the whole test: what runs on without end must fail the test and not hold it up.
    private static readonly TimeSpan _mostForOne = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _mostForAll = TimeSpan.FromMinutes(10);

    private string _current = "";

    [Fact]
    public Task Bytes_changed_at_random_give_a_definition_or_an_error() => Run(new Random(Seed), SpecMutator.Bytes);

    [Fact]
    public Task Trees_changed_at_random_give_a_definition_or_an_error() => Run(new Random(Seed + 1), SpecMutator.Tree);

    private async Task Run(Random random, Func<string, Random, string> mutate)
    {
        var specs = Specs();
        Assert.NotEmpty(specs);
        var (definitions, problems) = (0, 0);
        await Work.WithinAsync(
            () =>
            {
                for (var i = 0; i < Mutations; i++)
                {
                    _current = mutate(specs[i % specs.Count], random);
                    var result = Check(_current);
                    definitions += result.Definitions.Count;
                    problems += result.Problems.Count;
                }
            },
            _mostForAll,
            () => _current
        );

        // Damage that always or never shows would test nothing.
        Assert.True(
            definitions > Mutations / 20 && problems > Mutations / 20,
            $"There were {definitions} definitions and {problems} problems."
        );
    }

    private static ManifestReadResult Check(string text)
    {
        // All that was allocated is more than was ever held at once.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = new ManifestReadResult();
        var work = Work.Least(() => result = Read(text), rounds: 1);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before <= MostBytes, $"Reading takes too much memory:\n{text}");
        Assert.True(work <= _mostForOne, $"Reading takes {work} of processor time:\n{text}");
        Assert.True(
            result.Definitions.Count + result.Problems.Count > 0 || MaySayNothing(text),
            $"Neither a definition nor an error:\n{text}"
        );
        Assert.All(result.Problems, p => Assert.NotEmpty(p.Problem.Message));
        return result;
    }

    private static ManifestReadResult Read(string text)
    {
        try
        {
            // The lint reads the same text, and must bear the same damage.
            Assert.All(Linter.LintText(text, new LintOptions()), finding => Assert.NotEmpty(finding.Message));
            return ManifestImporter.ReadText(text);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.GetType()}: {e.Message}\n{e.StackTrace}\nwhile reading:\n{text}", e);
        }
    }

    // An empty text; and objects that are right and hold no SLO, such as an OpenSLO Service or Sloth's AlertWindows.
    private static bool MaySayNothing(string text) =>
        text.Split('\n').All(line => line.Trim() is "" or "~" or "null" or "---" or "..." || line.StartsWith('#'))
        || text.Contains("openslo/", StringComparison.Ordinal)
        || text.Contains("AlertWindows", StringComparison.Ordinal);

    private static List<string> Specs()
    {
        var golden = Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json")
            .Order(StringComparer.Ordinal);
        var fixtures = _folders.SelectMany(folder => Fixtures.Own.Files(folder, "*.*"));
        return golden.Concat(fixtures).Select(File.ReadAllText).Where(text => text.Length is > 0 and < 64 * 1024).ToList();
    }
}
