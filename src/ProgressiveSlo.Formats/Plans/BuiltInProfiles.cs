using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>The profiles that come with the project: YAML embedded in this assembly.</summary>
public static class BuiltInProfiles
{
    /// <summary>Name of the profile that is used where none is named.</summary>
    public const string DefaultName = "default";

    private const string Prefix = "profile/";

    // Reading is done once; the profiles never change.
    private static readonly Lazy<IReadOnlyList<PhaseProfile>> _all = new(() => Names.Select(Load).ToArray());

    /// <summary>Names of the built-in profiles, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = ShippedText.Names(Prefix);

    /// <summary>All built-in profiles.</summary>
    public static IReadOnlyList<PhaseProfile> All => _all.Value;

    /// <summary>The built-in profile of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static PhaseProfile? Find(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static PhaseProfile Load(string name) => ProfileReader.Read(ShippedText.Read(Prefix + name), "built-in profile " + name, source: null);
}
