using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

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
    /// <returns>The evidence, what is wrong with the ratios, or null, and the samples of its counter in an hour.</returns>
    public static async Task<(SloEvidence Evidence, string? Contradiction, double? Samples)> AskAsync(
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
                $"The availability of '{PrintableText.Escape(subject.Service)}' includes excluded "
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
        var coverageTask = DayCoverage.AskAsync(request, batch, _ => presence, BatchRemarks.Counter(indicator), queries, token);
        await Task.WhenAll(daysTask, wholeTask, coverageTask, hidden).ConfigureAwait(false);
        var (days, whole) = (daysTask.Result, wholeTask.Result[""]);
        var isHidden = Enumerable.Range(0, range.Count).Select(d => hidden.Result.IsHidden("", d)).ToArray();
        var isSystematic = IsBelowZero(Enumerable.Range(0, range.Count).Select(d => days["", d]), coverageTask.Result, request);
        var wrong = Enumerable
            .Range(0, range.Count)
            .Where(d => days["", d] is { } r && (Contradiction.IsIn(r, day, request.CoverageStep) || (r < 0 && isSystematic)))
            .ToArray();
        var isWrong = wrong.Length > 0 || (whole is { } all && Contradiction.IsIn(all, request.To - request.From, request.CoverageStep));
        var isKnown = !isHidden.Contains(true) && !isWrong;
        foreach (var d in wrong)
            isHidden[d] = true;

        // A query that fills gaps has a ratio where its series have nothing.
        var covered = isHidden
            .Select(
                (h, d) =>
                    new SloDay(request.From.AddDays(d), 0, 0) { Coverage = h ? 0 : coverageTask.Result.ShareFor("", d, hasTotal: true) }
            )
            .ToArray();
        var errors = Enumerable
            .Range(0, range.Count)
            .Where(d => covered[d].Coverage > 0)
            .Select(d => days["", d])
            .OfType<double>()
            .Select(Bounded)
            .ToArray();
        var evidence = new SloEvidence
        {
            Service = subject.Service,
            From = request.From,
            To = request.To,
            Availability = isKnown && covered.Any(d => d.Coverage > 0) && whole is { } error ? 1 - Bounded(error) : null,
            AvailabilityStdDev = isKnown ? EvidenceBuilder.StandardDeviation(errors) : null,
            Coverage = covered.Average(d => d.Coverage),
            Days = covered,
            Exclusions = request.Exclusions,
        };
        if (!isWrong)
            return (evidence, null, coverageTask.Result.SamplesFor(""));
        var (first, worst) = (wrong.Length > 0 ? wrong[0] : 0, wrong.Length > 0 ? days["", wrong[0]]!.Value : whole!.Value);
        var message = Contradiction.Message(
            subject.Service,
            Math.Max(1, wrong.Length),
            range.Count,
            request.From.AddDays(first),
            $"an error ratio of {NumberText.Plain(worst)}, outside of 0 to 1"
        );
        return (evidence, message, null);
    }

    // More good events than events make a ratio below 0.
    private static bool IsBelowZero(IEnumerable<double?> ratios, DayCoverage coverage, EvidenceRequest request)
    {
        var excess = ratios.OfType<double>().Select(r => -r).ToArray();
        return Contradiction.IsSystematic(excess, Array.ConvertAll(excess, _ => 1.0), 0, coverage.SamplesFor(""), request.CoverageStep);
    }

    // Doubles may end a little outside.
    private static double Bounded(double ratio) => Math.Min(1, Math.Max(0, ratio));
}
