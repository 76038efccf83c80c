using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Finds the automated side for each manual one: by service, then by what is measured, then by name.</summary>
internal sealed class ComparedPairs
{
    private readonly IReadOnlyList<ComparedSide> _automated;

    public ComparedPairs(IReadOnlyList<ComparedSide> automated) => _automated = automated;

    /// <summary>The automated side.</summary>
    /// <exception cref="SloValidationException">There is none, or more than one; the field is Automated.</exception>
    public ComparedSide Of(ComparedSide manual)
    {
        if (_automated.Count == 1 && (manual.Service is null || _automated[0].Service is null))
            return _automated[0];
        var name = ServiceName.Printable(manual.Service ?? "");
        if (manual.Service is null)
            throw new SloValidationException("Service", "The manual side names no service, and there are several automated sides", "Give -Service, or one automated side");
        var own = _automated.Where(a => a.IsOf(manual.Service)).ToArray();
        if (own.Length == 0)
            throw new SloValidationException("Automated", $"There is no automated side of '{name}'", "Give its definition, plan or query");

        var measure = manual.Measure == SloMeasure.Unknown ? SloMeasure.Availability : manual.Measure;
        var same = own.Where(a => a.Measure == measure || a.Measure == SloMeasure.Unknown).ToArray();
        if (same.Length == 0 && manual.Measure != SloMeasure.Unknown)
            throw new SloValidationException("Automated", $"No automated side of '{name}' measures its {(manual.Measure == SloMeasure.Latency ? "latency" : "availability")}", "Give its definition");
        own = same.Length > 0 ? same : own;
        if (own.Length > 1 && own.Where(a => string.Equals(a.Name, manual.Name, StringComparison.OrdinalIgnoreCase)).ToArray() is { Length: 1 } named)
            return named[0];
        return own.Length == 1
            ? own[0]
            : throw new SloValidationException("Automated", $"There are {own.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)} automated sides of '{name}': {string.Join(", ", own.Take(5).Select(a => "'" + ServiceName.Printable(a.Name) + "'"))}", "Give the one that replaces it");
    }
}
