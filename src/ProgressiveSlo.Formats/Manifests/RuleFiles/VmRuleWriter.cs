namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>Writes VMRule objects (operator.victoriametrics.com/v1beta1) for the operator of VictoriaMetrics.</summary>
public sealed class VmRuleWriter : RuleObjectWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "VMRule";

    internal const string ApiVersion = "operator.victoriametrics.com/v1beta1";

    /// <inheritdoc/>
    public override string Format => Name;

    private protected override string OffsetKey => Rules.RuleYaml.EvalDelay;

    private protected override DocumentSignature Signature => new(DocumentSignature.ApiVersion, ApiVersion, Name);
}
