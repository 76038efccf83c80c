using System;
using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Plan</c> takes beside evidence: one plan for all of it, or the plans of the services that the evidence names.</summary>
internal sealed class PlanIndex
{
    private readonly SloPlan? _only;
    private readonly Dictionary<string, SloPlan> _plans = new(StringComparer.Ordinal);

    /// <exception cref="SloValidationException">There are two plans for one service.</exception>
    public PlanIndex(SloPlan[] plans)
    {
        _only = plans.Length == 1 ? plans[0] : null;
        foreach (var plan in plans)
        {
            if (_plans.ContainsKey(plan.Service))
                throw new SloValidationException("Plan", $"There are two plans for '{ServiceName.Printable(plan.Service)}'", "Give one plan per service");
            _plans.Add(plan.Service, plan);
        }
    }

    /// <summary>The plan for evidence of a service.</summary>
    /// <param name="service">The service that the evidence names, or null.</param>
    /// <exception cref="SloValidationException">There is no plan for it, the only plan is of another service, or it is not known which.</exception>
    public SloPlan Of(string? service)
    {
        if (_only is not null)
        {
            return service is null || service == _only.Service
                ? _only
                : throw new SloValidationException("Service", $"The evidence is of '{ServiceName.Printable(service)}', and the plan is of '{ServiceName.Printable(_only.Service)}'", "Give evidence and plan of one service");
        }

        if (service is null)
            throw new SloValidationException("Service", "The evidence names no service, and there are several plans", "Give the evidence a service");
        return _plans.TryGetValue(service, out var plan)
            ? plan
            : throw new SloValidationException("Plan", $"There is no plan for '{ServiceName.Printable(service)}'", "Give its plan too, or leave its evidence out");
    }
}
