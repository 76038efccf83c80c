using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>One way to call a cmdlet: its parameters in the order in which a syntax line lists them.</summary>
internal sealed record ParameterSetModel(string Name, IReadOnlyList<ParameterModel> Parameters);
