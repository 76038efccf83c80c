using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>Derives the parameter sets of a cmdlet from its parameters.</summary>
internal static class ParameterSetBuilder
{
    public static IReadOnlyList<ParameterSetModel> Build(IReadOnlyList<ParameterModel> parameters, string? defaultSet)
    {
        // The default set first: it is the call that most readers look for, and the engine knows it even when no
        // parameter names it. The others follow as they are declared.
        IEnumerable<string> first = defaultSet is null ? [] : [defaultSet];
        List<string> names = first
            .Concat(parameters.SelectMany(p => p.Sets).Select(s => s.SetName))
            .Where(n => n != ParameterModel.AllSets)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (names.Count == 0)
            names.Add(ParameterModel.AllSets);
        return names.ConvertAll(n => new ParameterSetModel(n, InSyntaxOrder(parameters, n)));
    }

    // As the engine lists them: by position, then the other mandatory ones, then values, then switches.
    private static List<ParameterModel> InSyntaxOrder(IReadOnlyList<ParameterModel> parameters, string setName) => parameters
        .Where(p => !p.IsHidden)
        .Select(p => (Parameter: p, Set: p.In(setName)))
        .Where(x => x.Set is not null)
        .OrderBy(x => x.Set!.Position ?? int.MaxValue)
        .ThenBy(x => x.Set!.Mandatory ? 0 : 1)
        .ThenBy(x => x.Parameter.IsSwitch ? 1 : 0)
        .Select(x => x.Parameter)
        .ToList();
}
