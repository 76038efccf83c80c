namespace ProgressiveSlo.Migration;

/// <summary>What the marks on a rule say that a generator made it.</summary>
/// <param name="Generator">Sloth, Pyrra, slo-libsonnet or ProgressiveSlo.</param>
/// <param name="Key">The SLO's own key, or empty where the generator gives none.</param>
internal sealed record GeneratedRule(string Generator, string Key)
{
    public string? Service { get; init; }

    public string? Name { get; init; }
}
