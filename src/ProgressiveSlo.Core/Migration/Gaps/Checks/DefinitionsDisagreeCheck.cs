using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>
/// Two definitions of one SLO that say different things: people then trust the one that suits them. Two are of one SLO when they have
/// one name, or measure the same. A different query alone disagrees only under one name.
/// </summary>
internal sealed class DefinitionsDisagreeCheck : IGapCheck
{
    // Comparing each with each is for the few SLOs of a service; a heap of items without order gets no better by it.
    private const int MostCompared = 100;

    public string Code => "DefinitionsDisagree";

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        if (subject.Service is null)
            yield break;
        var slos = subject.Slos.Take(MostCompared).Select(i => (Item: i, Slug: ServiceName.Slug(i.Item.Name), Selectors: SelectorSet.Of(i.Query))).ToArray();
        for (var i = 1; i < slos.Length; i++)
        {
            // One gap for each definition, with the first that it disagrees with.
            for (var k = 0; k < i; k++)
            {
                if (slos[i].Item.Item.Measure != slos[k].Item.Item.Measure)
                    continue;
                var isNamesake = slos[i].Slug == slos[k].Slug && slos[i].Slug.Length > 0;
                var measuresSame = slos[i].Selectors is { } left && slos[k].Selectors is { } right && left.SetEquals(right);
                if ((!isNamesake && !measuresSame) || Difference(slos[i].Item.Item, slos[k].Item.Item, slos[i].Selectors is null || slos[k].Selectors is null || measuresSame) is not { } difference)
                    continue;
                yield return new GapRemark(Code, $"{slos[i].Item.Name}{slos[i].Item.Where} and {slos[k].Item.Name}{slos[k].Item.Where} are one SLO and disagree: {difference}", slos[i].Item);
                break;
            }
        }
    }

    private static string? Difference(SloInventoryItem one, SloInventoryItem other, bool measuresSame)
    {
        if (one.Target is { } target && other.Target is { } otherTarget && target != otherTarget)
            return $"targets {NumberText.PercentShort(target)} and {NumberText.PercentShort(otherTarget)}";
        if (one.Window is { } window && other.Window is { } otherWindow && window != otherWindow)
            return $"windows {PrometheusDuration.Format(window)} and {PrometheusDuration.Format(otherWindow)}";
        return measuresSame ? null : "they select different series";
    }
}
