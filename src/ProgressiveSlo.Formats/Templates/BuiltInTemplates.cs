using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>The templates that come with the project: YAML embedded in this assembly, a file each.</summary>
public static class BuiltInTemplates
{
    private const string Prefix = "template/";

    // Reading is done once; the templates never change.
    private static readonly Lazy<IReadOnlyList<SloTemplate>> _all = new(() => Names.Select(name => TemplateReader.Read(Text(name), "built-in template " + name, source: null)).ToArray());

    /// <summary>Names of the built-in templates, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = ShippedText.Names(Prefix);

    /// <summary>All built-in templates.</summary>
    public static IReadOnlyList<SloTemplate> All => _all.Value;

    /// <summary>The built-in template of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static SloTemplate? Find(string name) =>
        All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The YAML of a built-in template, to begin one's own with.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such template.</exception>
    public static string Text(string name) => ShippedText.Read(Prefix + name);
}
