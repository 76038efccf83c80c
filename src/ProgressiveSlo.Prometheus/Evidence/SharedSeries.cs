using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Services that measure the same series: their evidence is one and the same, and neither has its own.</summary>
internal sealed class SharedSeries
{
    private static readonly TimeSpan _window = TimeSpan.FromDays(30);

    private readonly Dictionary<(string? Namespace, string Service), string> _messages = [];

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
            var message = SharedIndicators.Message(first, definition) + ". Give each indicator the condition that chooses its service";
            _messages[(subject.Namespace, subject.Service)] = message;
            if (!_messages.ContainsKey((first.Namespace, first.Service)))
                _messages.Add((first.Namespace, first.Service), message);
        }
    }

    /// <summary>What to say of a service; null where its series are its own.</summary>
    public string? MessageFor(EvidenceSubject subject) =>
        _messages.TryGetValue((subject.Namespace, subject.Service), out var message) ? message : null;
}
