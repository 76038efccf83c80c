namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>A burn-rate alert of Pyrra as read.</summary>
/// <param name="Expression">Its condition.</param>
/// <param name="Severity">Its severity; empty when it has none.</param>
/// <param name="Placed">The rule.</param>
internal sealed record PyrraAlert(PyrraAlertExpression Expression, string Severity, PyrraPlacedRule Placed);
