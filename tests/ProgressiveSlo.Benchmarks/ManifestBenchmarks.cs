using BenchmarkDotNet.Attributes;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProgressiveSlo.Benchmarks;

/// <summary>
/// Reading and writing manifests, beside the bare parser and emitter of YamlDotNet on the same bytes. Divide the time by that of
/// the bare one in the same run.
/// </summary>
[MemoryDiagnoser]
public class ManifestBenchmarks
{
    private const int Services = 50;

    private readonly List<IReadOnlyList<SloDefinition>> _documents = [];
    private readonly List<string> _texts = [];
    private readonly List<ParsingEvent[]> _events = [];
    private IManifestWriter _writer = null!;

    /// <summary>The format.</summary>
    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    /// <summary>Formats in YAML.</summary>
    public static IEnumerable<string> Formats =>
        ManifestFormats.WritableNames.Where(n => ManifestFormats.FindWriter(n)!.Extension != ".json");

    [GlobalSetup]
    public void Setup()
    {
        _writer = ManifestFormats.FindWriter(Format)!;
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        var definitions = Enumerable
            .Range(0, Services)
            .Select(i =>
                SloPlanner.Plan(
                    SloPlanner.CreateSpec("service-" + i, profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
                    new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
                )
            )
            .SelectMany(plan => plan.Phases)
            .SelectMany(phase => phase.Definitions);
        foreach (var document in ManifestDocuments.Group(definitions, _writer.Scope))
        {
            var text = ManifestDocuments.Write(_writer, document, ManifestOptions.Default, out _);
            _documents.Add(document);
            _texts.Add(text);
            _events.Add([.. Events(text)]);
        }

        Console.WriteLine($"// {Format}: {_texts.Count} documents, {_texts.Sum(t => t.Length) / 1e6:F3} MB");
    }

    [Benchmark]
    public int BareParser() => _texts.Sum(text => Events(text).Count());

    [Benchmark]
    public int Read() => _texts.Sum(text => ManifestImporter.ReadText(text).Definitions.Count);

    [Benchmark]
    public int BareEmitter() =>
        _events.Sum(events =>
        {
            using var text = new StringWriter();
            var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1024, newLine: "\n"));
            foreach (var e in events)
                emitter.Emit(e);
            return text.GetStringBuilder().Length;
        });

    [Benchmark]
    public int Write() => _documents.Sum(document => ManifestDocuments.Write(_writer, document, ManifestOptions.Default, out _).Length);

    private static IEnumerable<ParsingEvent> Events(string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
            yield return parser.Current!;
    }
}
