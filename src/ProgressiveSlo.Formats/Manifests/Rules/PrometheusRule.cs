using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>A recording rule or an alert of Prometheus.</summary>
/// <param name="Name">The recorded metric, or the alert's name.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Expression">PromQL; may have several lines.</param>
/// <param name="Labels">Labels of the result.</param>
internal sealed record PrometheusRule(string Name, bool IsAlert, string Expression, IReadOnlyDictionary<string, string> Labels)
{
    private static readonly Dictionary<string, string> _none = [];

    /// <summary>How long the alert's condition holds before it fires, in Prometheus's spelling, or null.</summary>
    public string? For { get; init; }

    /// <summary>How long the alert fires on after its condition ended (Prometheus 2.42 and later), or null.</summary>
    public string? KeepFiringFor { get; init; }

    /// <summary>Annotations of the alert.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = _none;

    /// <summary>Those of its labels that its group gives it (Prometheus 3.0 and later), and not the rule itself.</summary>
    public IReadOnlyCollection<string> LabelsOfGroup { get; init; } = [];

    /// <summary>Whether the rule could not be read, or belongs to an SLO with such a rule; then no generator claims it.</summary>
    public bool IsSetAside { get; init; }

    /// <summary>Keys that were read beside those above.</summary>
    public IReadOnlyList<RuleKey> OtherKeys { get; init; } = [];

    /// <summary>Line of the rule in its document, from 1; 0 for one that was not read.</summary>
    public int Line { get; init; }

    /// <summary>Column of the rule in its document, from 1; 0 for one that was not read.</summary>
    public int Column { get; init; }
}

/// <summary>A group of a Prometheus rule file: its rules are evaluated one after the other, at one time.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Rules">The rules, in order.</param>
internal sealed record PrometheusRuleGroup(string Name, IReadOnlyList<PrometheusRule> Rules)
{
    /// <summary>How often the group is evaluated, in Prometheus's spelling, or null for the server's default.</summary>
    public string? Interval { get; init; }

    /// <summary>How far back the rules are evaluated, in Prometheus's spelling, or null.</summary>
    public string? QueryOffset { get; init; }

    /// <summary>Labels of all rules of the group.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys that were read beside name and rules.</summary>
    public IReadOnlyList<RuleKey> OtherKeys { get; init; } = [];

    /// <summary>Line of the group in its document, from 1; 0 for one that was not read.</summary>
    public int Line { get; init; }
}

/// <summary>A key of a group or of a rule that a definition has no place for, and where it stands.</summary>
/// <param name="Key">The key, printable.</param>
/// <param name="Field">Its path in the document, for example <c>groups[0].limit</c>.</param>
/// <param name="Line">Line in the document, from 1.</param>
/// <param name="Column">Column in the document, from 1.</param>
internal sealed record RuleKey(string Key, string Field, int Line, int Column);

/// <summary>A rule file, or a PrometheusRule object of the operator, as read.</summary>
/// <param name="Document">The document.</param>
/// <param name="Format">PrometheusRule or PrometheusOperator.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record RuleDocument(ManifestDocument Document, string Format, IReadOnlyList<PrometheusRuleGroup> Groups)
{
    /// <summary>
    /// What stands before <c>groups</c> in the paths of fields: <c>spec.</c> in an object of the operator, nothing in a file.
    /// </summary>
    public string FieldPrefix { get; init; } = "";

    /// <summary>What the lint may ask of the definitions in it.</summary>
    public SourceTraits SourceTraits { get; init; }

    /// <summary>The metadata of the Kubernetes object, without the labels that a generator gives it; null for a file.</summary>
    public ObjectMetadata? Object { get; init; }

    /// <summary>The namespace of a ruler of Mimir or Cortex that the file is for; null for another file.</summary>
    public string? RulerNamespace { get; init; }

    /// <summary>Keys of the document around its groups that no definition has a place for.</summary>
    public IReadOnlyList<ConversionLoss> Losses { get; init; } = [];

    /// <summary>All rules, in order.</summary>
    public IEnumerable<PrometheusRule> Rules => Groups.SelectMany(g => g.Rules);
}

/// <summary>Says where in a rule file stands what is lost.</summary>
internal static class RuleLossExtensions
{
    public static ConversionLoss At(this ConversionLoss loss, PrometheusRule rule) => loss with { Line = rule.Line, Column = rule.Column };
}
