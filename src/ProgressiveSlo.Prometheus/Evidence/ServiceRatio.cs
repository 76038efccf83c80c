using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Evidence of an indicator that is a ratio without the events behind it: an availability, and no counts.</summary>
internal static class ServiceRatio
{
    /// <summary>Asks about a service.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="batch">The service, alone.</param>
    /// <param name="indicator">Its indicator.</param>
    /// <param name="hidden">The days on which errors may not have been seen: with one of them the availability is not known.</param>
    /// <param name="queries">Where to ask.</param>
    /// <param name="warn">Takes warnings.</param>
    /// <param name="token">Ends everything at once.</param>
    public static async Task<SloEvidence> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        RawRatioIndicator indicator,
        Task<HiddenErrors> hidden,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        var subject = batch.Members[0].Subject;
        if (indicator.Queries?.ErrorRatio is not { } ratio)
            throw new SloValidationException(
                "Indicator",
                $"The indicator is written for {indicator.DataSource}, not for Prometheus",
                "Use one of good (or bad) and all events"
            );
        if (!WindowTemplate.HasWindow(ratio))
            throw new SloValidationException(
                "indicator.errorRatio",
                "The query has no {{.window}}, so it says nothing about a day",
                "Write {{.window}} between the brackets"
            );
        if (request.Exclusions.Count > 0)
            warn(
                $"The availability of '{ProgressiveSlo.Text.PrintableText.Escape(subject.Service)}' includes excluded "
                    + $"intervals: nothing can be left out of an indicator that is a ratio."
            );

        var day = TimeSpan.FromDays(1);

        // Ratios of days do not add up, so nobody can judge a part of the window later: the window is to be the record.
        var range = SlotRange.Create(request.From, request.To, day);
        var daysTask = queries.SlotsAsync(null, [""], _ => WindowTemplate.Fill(ratio, "1d"), range, token);
        var wholeTask = queries.NumbersAsync(
            null,
            [""],
            _ => WindowTemplate.Fill(ratio, PrometheusDuration.Format(request.To - request.From)),
            request.To,
            token
        );
        var presence = WindowedQuery.PresenceOfRatio(ratio, request.CoverageStep);
        var coverageTask = DayCoverage.AskAsync(request, batch, _ => presence, queries, token);
        await Task.WhenAll(daysTask, wholeTask, coverageTask, hidden).ConfigureAwait(false);
        var (days, whole) = (daysTask.Result, wholeTask.Result[""]);
        var isHidden = Enumerable.Range(0, range.Count).Select(d => hidden.Result.IsHidden("", d)).ToArray();
        var isKnown = !isHidden.Contains(true);
        var errors = Enumerable.Range(0, range.Count).Select(d => days["", d]).OfType<double>().Select(Bounded).ToArray();
        return new SloEvidence
        {
            Service = subject.Service,
            From = request.From,
            To = request.To,
            Availability = isKnown && whole is { } error ? 1 - Bounded(error) : null,
            AvailabilityStdDev = isKnown ? EvidenceBuilder.StandardDeviation(errors) : null,
            Coverage = isHidden.Select((h, d) => h ? 0 : coverageTask.Result.ShareFor("", d, hasTotal: true)).Average(),
            Exclusions = request.Exclusions,
        };
    }

    // Doubles may end a little outside.
    private static double Bounded(double ratio) => Math.Min(1, Math.Max(0, ratio));
}
