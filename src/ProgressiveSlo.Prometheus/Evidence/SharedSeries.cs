using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Services that measure the same series: their evidence is one and the same, and neither has its own.</summary>
internal sealed class SharedSeries
{
    private static readonly TimeSpan _window = TimeSpan.FromDays(30);

    private readonly Dictionary<(string Service, string? Namespace), string> _messages = [];

    /// <summary>Looks at all services that are asked about.</summary>
    public SharedSeries(EvidenceRequest request)
    {
        var indicators = new SharedIndicators();
        foreach (var subject in request.Subjects.Concat(request.Others))
        {
            var definition = new SloDefinition("availability", subject.Service, subject.Indicator, 0.99m, _window)
            {
                Namespace = subject.Namespace,
            };
            if (indicators.Add(definition) is not { } first)
                continue;
            var message = $"{SharedIndicators.Message(first, definition)}. {SharedIndicators.Fix(first, definition)}";
            _messages[(subject.Service, subject.Namespace)] = message;
            if (!_messages.ContainsKey((first.Service, first.Namespace)))
                _messages.Add((first.Service, first.Namespace), message);
        }
    }

    /// <summary>What to say of a service; null where its series are its own.</summary>
    public string? MessageFor(EvidenceSubject subject) =>
        _messages.TryGetValue((subject.Service, subject.Namespace), out var message) ? message : null;
}
