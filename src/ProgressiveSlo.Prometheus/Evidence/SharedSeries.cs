using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Services that measure the same series: their evidence is one and the same, and neither has its own.</summary>
internal sealed class SharedSeries
{
    private static readonly TimeSpan _window = TimeSpan.FromDays(30);

    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);

    /// <summary>Looks at all services that are asked about.</summary>
    public SharedSeries(EvidenceRequest request)
    {
        var indicators = new SharedIndicators();
        foreach (var subject in request.Subjects.Concat(request.Others))
        {
            var definition = new SloDefinition("availability", subject.Service, subject.Indicator, 0.99m, _window);
            if (indicators.Add(definition) is not { } first)
                continue;
            var message = SharedIndicators.Message(first, definition) + ". Give each indicator the condition that chooses its service";
            _messages[subject.Service] = message;
            if (!_messages.ContainsKey(first.Service))
                _messages.Add(first.Service, message);
        }
    }

    /// <summary>What to say of a service; null where its series are its own.</summary>
    public string? MessageFor(string service) => _messages.TryGetValue(service, out var message) ? message : null;
}
