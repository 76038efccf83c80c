using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Templates;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>Reads an SLO template: the built-in ones and a user's own alike.</summary>
public static class TemplateReader
{
    /// <summary>The kind that a template names.</summary>
    public const string Kind = "SloTemplate";

    private static readonly string[] _targets = ["target", "targets", "objective", "objectives", "phases", "alerting"];

    /// <summary>Reads a template file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound template; every problem with line, column, field
    /// and fix.</exception>
    public static SloTemplate ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath, path);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <param name="source">The file that it came from, or null for a built-in one.</param>
    /// <exception cref="SloDocumentException">The text is not a sound template.</exception>
    public static SloTemplate Read(string text, string displayPath, string? source)
    {
        var problems = new ProblemList(displayPath);
        var template = Read(SingleDocument.Load(text, displayPath, Kind), displayPath, source, problems);
        problems.ThrowIfAny();
        return template!;
    }

    /// <summary>Reads a file of a folder, which may hold other documents, too.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <returns>The template, or null when the file says that it is something else.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound template.</exception>
    public static SloTemplate? ReadOneOfMany(string path, string displayPath)
    {
        var text = DocumentFile.Read(path, displayPath, DocumentLimits.Default);
        var first = YamlLoader.Load(text, displayPath, DocumentLimits.Default) is { Count: > 0 } documents ? documents[0] as YamlMap : null;

        // A kind that is nearly the word is a slip, and the reader says so.
        return (first?.Find("kind") as YamlScalar)?.Value is { } kind && Spelling.Nearest(kind, [Kind]) is not null
            ? Read(text, displayPath, path)
            : null;
    }

    private static SloTemplate? Read(YamlNode root, string displayPath, string? source, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map || !DocumentHead.Check(map, Kind))
            return null;
        var name = Name(map);
        var title = map.RequiredText("title");
        var description = map.OptionalLines("description") ?? "";
        var metrics = map.RequiredText("metrics");
        var parameters = ParameterReader.Read(map, problems);
        var bounds = LatencyBounds.Read(map, problems);
        var trials = Plans.TrialsYaml.Read(map);
        map.Has(TemplateBody.Indicator);
        map.Has(TemplateBody.Latency);
        RejectTargets(map);
        map.ReportUnknownKeys();
        if (problems.Any)
            return null;

        var body = new TemplateBody((YamlMap)root, displayPath);
        var used = new HashSet<string>();
        var sample = body.Read(TemplateValues.Sample(parameters), problems, used);
        problems.BeginAt(root);
        foreach (var parameter in parameters.Where(p => !used.Contains(p.Name) && !problems.Any))
            map.Problem(
                map.NodeOf("parameters"),
                "parameters." + parameter.Name,
                "The parameter is used nowhere",
                "Remove it, or write {{." + parameter.Name + "}} in the indicator or the latency"
            );
        if (problems.Any || sample is null)
            return null;
        return new SloTemplate(name, title, parameters, values => body.Fill(values) with { TrialsPerDay = trials })
        {
            Description = description.Trim(),
            Metrics = metrics,
            IndicatorType = sample.Indicator.Type,
            LatencyMetric = sample.Latency?.Histogram.Metric,
            LatencyBounds = sample.Latency is { IsNative: false } ? bounds : [],
            Source = source,
        };
    }

    private static string Name(MapReader map)
    {
        var name = map.RequiredText("name");
        if (name.Length > 0 && !IsName(name))
            map.Problem(
                map.NodeOf("name"),
                "name",
                $"'{ServiceName.Printable(name)}' is not a name of a template",
                "Use at most 64 small letters, digits and '-', for example http-api"
            );
        return name;
    }

    private static bool IsName(string name) =>
        name.Length <= 64 && name[0] != '-' && name.All(c => AsciiChars.IsSmallLetterOrDigit(c) || c == '-');

    private static void RejectTargets(MapReader map)
    {
        foreach (var key in _targets)
        {
            if (((YamlMap)map.Node).Find(key) is not null && map.Has(key))
                map.Problem(
                    map.NodeOf(key),
                    key,
                    "A template has no targets: they are those of the profile's phases",
                    "Remove the key, and choose a profile with New-SloPlan -Profile"
                );
        }
    }
}

/// <summary>The templates that come with the project: YAML embedded in this assembly, a file each.</summary>
public static class BuiltInTemplates
{
    private const string Prefix = "template/";

    // Reading is done once; the templates never change.
    private static readonly Lazy<IReadOnlyList<SloTemplate>> _all = new(() =>
        Names.Select(name => TemplateReader.Read(Text(name), "built-in template " + name, source: null)).ToArray()
    );

    /// <summary>Names of the built-in templates, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = EmbeddedResources.Names(Prefix);

    /// <summary>All built-in templates.</summary>
    public static IReadOnlyList<SloTemplate> All => _all.Value;

    /// <summary>The built-in template of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static SloTemplate? Find(string name) =>
        All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The YAML of a built-in template, to begin one's own with.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such template.</exception>
    public static string Text(string name) => EmbeddedResources.Read(Prefix + name);
}
