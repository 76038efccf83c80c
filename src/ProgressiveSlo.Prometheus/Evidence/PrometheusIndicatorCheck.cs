using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks a Prometheus whether the indicators of definitions can tell good events from bad ones: in the series of the last complete day, and
/// with metrics of errors that were there in the last 30 days. Nothing is measured.
/// </summary>
public sealed class PrometheusIndicatorCheck
{
    // Labels are those that the series have now. A metric of errors may be gone since the last restart, until the next error.
    private const int DaysOfLabels = 1;
    private const int DaysOfMetrics = 30;

    private readonly PrometheusConnection _connection;
    private readonly Action<string> _warn;

    /// <summary>Makes a check.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    /// <param name="warn">Takes what the user should know: definitions that could not be asked about, and why.</param>
    public PrometheusIndicatorCheck(PrometheusConnection connection, Action<string> warn)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _warn = warn ?? throw new ArgumentNullException(nameof(warn));
    }

    /// <summary>What is wrong, by definition; those that are fine, or cannot be told, are not there.</summary>
    /// <param name="definitions">The definitions; those with one service and indicator, such as the phases of a plan, are one.</param>
    /// <param name="at">Now, UTC.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked.</exception>
    public IReadOnlyDictionary<SloDefinition, string> Find(IReadOnlyList<SloDefinition> definitions, DateTime at, CancellationToken token)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        var found = new Dictionary<SloDefinition, string>();
        foreach (
            var some in definitions
                .Select(d => (Definition: d, Test: OutcomeTest.Find(d.Indicator)))
                .Where(d => d.Test is not null)
                .GroupBy(d => d.Test!.IsOneMetric ? DaysOfLabels : DaysOfMetrics, d => d.Definition)
        )
            Find(some, new EvidenceRequest([], at, some.Key), found, token);
        return found;
    }

    private void Find(
        IEnumerable<SloDefinition> definitions,
        EvidenceRequest request,
        Dictionary<SloDefinition, string> found,
        CancellationToken token
    )
    {
        var subjects = definitions
            .GroupBy(d => (d.Service, d.Indicator))
            .ToDictionary(g => new EvidenceSubject(g.Key.Service, g.Key.Indicator), ReferenceComparer.Instance);
        var queries = new SplittingQueries(new PrometheusApi(_connection), static () => { });
        request = request with { Subjects = [.. subjects.Keys] };
        foreach (var batch in EvidenceBatch.Create(request))
        {
            token.ThrowIfCancellationRequested();
            if (Ask(request, batch, queries, token) is not { } hidden)
                continue;
            foreach (var (value, subject) in batch.Members)
            {
                if (hidden.MessageFor(subject.Service, value) is not { } message)
                    continue;
                foreach (var definition in subjects[subject])
                    found[definition] = message;
            }
        }
    }

    // A query that the server refuses is about its services alone.
    private HiddenErrors? Ask(EvidenceRequest request, EvidenceBatch batch, SplittingQueries queries, CancellationToken token)
    {
        try
        {
            return HiddenErrors.AskAsync(request, batch, static () => Task.FromResult(false), queries, token).GetAwaiter().GetResult();
        }
        catch (PrometheusException e) when (e.Kind is PrometheusErrorKind.BadRequest or PrometheusErrorKind.TooLarge && e.StatusCode != 404)
        {
            var names = string.Join(", ", batch.Members.Select(m => $"'{ProgressiveSlo.Text.PrintableText.Escape(m.Subject.Service)}'"));
            _warn($"The server cannot be asked about the indicator of {names}: {e.Problem}.");
            return null;
        }
    }

    // Two definitions may say the same in other words, and each subject is one object.
    private sealed class ReferenceComparer : IEqualityComparer<EvidenceSubject>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(EvidenceSubject x, EvidenceSubject y) => ReferenceEquals(x, y);

        public int GetHashCode(EvidenceSubject obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
