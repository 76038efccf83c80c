using ProgressiveSlo.Findings;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A query that not every version of Prometheus reads, or not without a feature flag.</summary>
internal sealed class FeatureNeededCheck : ILintCheck
{
    public string Code => FeatureNeed.Code;

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var query in subject.Queries)
        {
            foreach (var need in FeatureNeed.Find(query.Text, query.Features, query.Error, subject.Options.PrometheusVersion))
                yield return subject.Report(Code, query.Field, need.Message, need.Fix) with
                {
                    MinimumSeverity = need.IsRefused ? FindingSeverity.Error : null,
                };
        }
    }
}

/// <summary>What an expression needs of the Prometheus that runs it.</summary>
/// <param name="Message">What it needs, and where, one sentence without its full stop.</param>
/// <param name="Fix">What to do, without a full stop; null when the general guidance says it all.</param>
/// <param name="IsRefused">Whether the version that was given does not read it.</param>
internal sealed record FeatureNeed(string Message, string? Fix, bool IsRefused)
{
    /// <summary>The lint code.</summary>
    public const string Code = "FeatureNeeded";

    /// <summary>What an expression needs beyond Prometheus 2.42.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="features">What it uses, as <see cref="PromQlParser"/> tells; none when it does not parse.</param>
    /// <param name="error">Why it does not parse, or null.</param>
    /// <param name="version">The version of the Prometheus that runs it; null when it is not known.</param>
    /// <returns>Nothing where the version reads it without any flag.</returns>
    public static IEnumerable<FeatureNeed> Find(
        string text,
        IReadOnlyList<PromQlFeatureUse> features,
        PromQlSyntaxError? error,
        PrometheusVersion? version
    )
    {
        if (features is null)
            throw new ArgumentNullException(nameof(features));
        if (error is { Kind: PromQlErrorKind.OtherVersion })
            yield return new FeatureNeed($"{error.Problem}, {error.Place}", error.Expected, IsRefused: true);
        foreach (var (feature, position) in features)
        {
            if (Find(feature, version, PromQlSyntaxError.PlaceOf(PromQlLocation.FromOffset(text, position))) is { } need)
                yield return need;
        }
    }

    /// <summary>What a feature needs; null where the version has it without a flag.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="version">The version of the Prometheus that runs it; null when it is not known.</param>
    /// <param name="place">Where it is, to end the message.</param>
    public static FeatureNeed? Find(PromQlFeature feature, PrometheusVersion? version, string place)
    {
        if (version is not { } known)
            return new FeatureNeed($"{feature.Name} needs {feature.Requirement}, {place}", null, IsRefused: false);
        if (!feature.IsIn(known))
            return new FeatureNeed(
                $"Prometheus {known} does not read this: {feature.Name} needs {feature.Requirement}, {place}",
                null,
                IsRefused: true
            );
        return feature.FlagIn(known) is { } flag
            ? new FeatureNeed(
                $"{feature.Name} needs --enable-feature={flag} in Prometheus {known}, {place}",
                $"Start the server with --enable-feature={flag}, or write it otherwise",
                IsRefused: false
            )
            : null;
    }
}
