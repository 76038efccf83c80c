using System.Collections.Generic;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>An alert rule that a server has loaded.</summary>
/// <param name="Labels">The labels that it sets, as they are written: a value may be a template.</param>
/// <param name="Query">Its expression.</param>
/// <param name="IsFailing">Whether its last evaluation ended in an error, so that it cannot fire.</param>
internal sealed record AlertRule(IReadOnlyDictionary<string, string> Labels, string Query, bool IsFailing);
