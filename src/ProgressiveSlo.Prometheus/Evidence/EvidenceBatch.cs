using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Services that are measured with the same queries.</summary>
/// <param name="Label">The label that tells them apart; null for a service alone.</param>
/// <param name="Members">The services with their values of the label.</param>
internal sealed record EvidenceBatch(string? Label, IReadOnlyList<(string Value, EvidenceSubject Subject)> Members)
{
    /// <summary>The values of the label, each once.</summary>
    public IReadOnlyList<string> Values { get; } = Members.Select(m => m.Value).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>The queries that count events of some of them.</summary>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">The indicator has no events that can be counted.</exception>
    public EventQueries Queries(IReadOnlyList<string> values) =>
        EventQueries.Create(Members[0].Subject.Indicator, new SelectorScope(Label, values));

    /// <summary>Puts services together, in their order, and cuts what is too much for one query.</summary>
    public static IReadOnlyList<EvidenceBatch> Create(EvidenceRequest request)
    {
        // Where several labels could tell services apart, the one that puts the most together does.
        var candidates = request.Subjects.Select(IndicatorShape.Candidates).ToArray();
        var counts = candidates
            .SelectMany(c => c)
            .GroupBy(s => s.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var groups = new List<(string? Key, string? Label, List<(string, EvidenceSubject)> Members)>();
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < candidates.Length; i++)
        {
            var shape = candidates[i].OrderByDescending(s => counts[s.Key]).ThenBy(s => s.Label, StringComparer.Ordinal).FirstOrDefault();
            if (shape is null || counts[shape.Key] == 1)
            {
                groups.Add((null, null, [("", request.Subjects[i])]));
                continue;
            }

            if (!byKey.TryGetValue(shape.Key, out var group))
            {
                byKey.Add(shape.Key, group = groups.Count);
                groups.Add((shape.Key, shape.Label, []));
            }

            groups[group].Members.Add((shape.Value, request.Subjects[i]));
        }

        return groups.SelectMany(g => Split(request, g.Label, g.Members)).ToArray();
    }

    private static IEnumerable<EvidenceBatch> Split(
        EvidenceRequest request,
        string? label,
        List<(string Value, EvidenceSubject Subject)> members
    )
    {
        var most = Math.Max(
            1,
            Math.Min(
                request.MaxServicesPerQuery,
                request.MaxPointsPerQuery / SlotRange.Create(request.From, request.To, request.Slot).Count
            )
        );
        var batch = new List<(string, EvidenceSubject)>();
        var length = 0;
        foreach (var member in members)
        {
            var more = Math.Max(member.Value.Length, member.Subject.Service.Length) + 1;
            if (batch.Count > 0 && (batch.Count == most || length + more > request.MaxMatcherLength))
            {
                yield return new EvidenceBatch(label, batch.ToArray());
                batch.Clear();
                length = 0;
            }

            batch.Add(member);
            length += more;
        }

        yield return new EvidenceBatch(label, batch.ToArray());
    }
}

/// <summary>What services have in common that one query can measure together: everything but the value of one label.</summary>
/// <param name="Key">The same for services of one shape; unique for what can only be asked alone.</param>
/// <param name="Label">The label, or null for what is asked alone.</param>
/// <param name="Value">The service's value of it.</param>
internal sealed record IndicatorShape(string Key, string? Label, string Value)
{
    /// <summary>The shapes that a service may be seen in. More than one where several labels could tell services apart.</summary>
    public static IReadOnlyList<IndicatorShape> Candidates(EvidenceSubject subject)
    {
        var selectors = Selectors(subject);
        if (selectors.Count == 0)
            return [];
        return selectors[0]
            .Filters.Where(f => f.Operator == "=")
            .Select(f => TryCreate(subject, selectors, f.Label))
            .OfType<IndicatorShape>()
            .ToArray();
    }

    private static IndicatorShape? TryCreate(EvidenceSubject subject, IReadOnlyList<MetricSelector> selectors, string label)
    {
        // Each selector has the one value.
        var values = new HashSet<string?>(selectors.Select(s => ValueIn(s, label)), StringComparer.Ordinal);
        if (
            values.Count != 1
            || selectors.Any(s => s.Filters.Count(f => f.Label == label) > 1 || s.Filters.Any(f => f.Label == label && f.Operator != "="))
        )
            return null;
        if (values.Single() is not { } value)
            return null;
        var rest = selectors.Select(s => new MetricSelector(s.Metric, s.Filters.Where(f => f.Label != label).ToArray()).ToString());
        return new IndicatorShape(
            $"{subject.Indicator.Type}/{label}/{string.Join("/", rest)}/{subject.Latency?.IsNative}/{Detail(subject.Indicator)}",
            label,
            value
        );
    }

    private static string? ValueIn(MetricSelector selector, string label) => selector.Filters.FirstOrDefault(f => f.Label == label)?.Value;

    private static string Detail(SloIndicator indicator) =>
        indicator switch
        {
            RatioIndicator ratio => ratio.Good is null ? "bad" : "good",
            NativeLatencyIndicator native => native.Threshold.ToString(),
            _ => "",
        };

    private static List<MetricSelector> Selectors(EvidenceSubject subject)
    {
        List<MetricSelector> selectors = subject.Indicator switch
        {
            RatioIndicator ratio => [ratio.Good ?? ratio.Bad!, ratio.Total],
            BoolGaugeIndicator gauge => [gauge.Metric],
            NativeLatencyIndicator native => [native.Histogram],
            _ => [],
        };
        if (selectors.Count > 0 && subject.Latency is { } latency)
            selectors.Add(latency.Histogram);
        return selectors;
    }
}
