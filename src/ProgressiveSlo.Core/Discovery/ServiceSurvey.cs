using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Discovery;

/// <summary>Finds services in the labels of series: who they are, and which label tells their errors.</summary>
public sealed class ServiceSurvey
{
    private readonly ServiceNames _names = new();
    private readonly List<ServiceSighting> _services = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _warnings = [];

    /// <summary>The services, in the order of the kinds and of their names.</summary>
    public IReadOnlyList<ServiceSighting> Services => _services;

    /// <summary>What was seen and is not a service, one printable sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>What a number of a service would hide, one printable sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Values of labels that no service can be named after.</summary>
    public int Nameless { get; private set; }

    /// <summary>Takes the series of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="series">The combinations of values of its labels; a label that is not there is empty.</param>
    public void Add(ServiceKind kind, IReadOnlyList<IReadOnlyDictionary<string, string>> series)
    {
        if (kind is null)
            throw new ArgumentNullException(nameof(kind));
        if (series is null)
            throw new ArgumentNullException(nameof(series));
        var services = series
            .GroupBy(s => kind.ServiceLabels.FirstOrDefault(l => Value(s, l).Length > 0) ?? "", StringComparer.Ordinal)
            .SelectMany(byLabel => byLabel.GroupBy(s => (Label: byLabel.Key, Value: Value(s, byLabel.Key))));
        var mixed = kind.ServiceLabels.ToDictionary(
            l => l,
            l => new HashSet<string>(series.Where(s => NamedEarlier(kind, s, l).Any()).Select(s => Value(s, l))),
            StringComparer.Ordinal
        );
        foreach (var service in services.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
        {
            var (label, value) = service.Key;
            if (label.Length == 0)
                _notes.Add($"{kind.Metric.Metric} has series without any of the labels {string.Join(", ", kind.ServiceLabels)}");
            else
                Add(kind, label, value, [.. service], mixed[label].Contains(value));
        }
    }

    private void Add(ServiceKind kind, string label, string value, IReadOnlyDictionary<string, string>[] series, bool isMixed)
    {
        var shown = $"{kind.Metric.Metric}{{{new LabelMatcher(label, "=", PrintableText.Escape(value))}}}";
        var errors = kind.Errors.FirstOrDefault(e => series.All(s => Matches(e.Values, Value(s, e.Label))));
        if (kind.Errors.Count > 0 && errors is null)
        {
            _notes.Add(
                $"{shown} tells no errors: not all of its series have one of the labels "
                    + $"{string.Join(", ", kind.Errors.Select(e => e.Label))} with the values expected there"
            );
            return;
        }

        if (_names.Find(label, value) is not var (name, inName))
        {
            if (_names.HasSeen(value))
            {
                _notes.Add($"{shown} is of a service that is measured by another metric already");
                return;
            }

            Nameless++;
            _notes.Add($"{shown} is left out: no service can be named after the value");
            return;
        }

        var namespaces = series.Select(s => NamespaceOf(kind, s)).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (namespaces.Length > 1)
            _warnings.Add(
                $"{shown} is in the namespaces {PrintableText.Escape(string.Join(", ", namespaces))}, and its numbers are of all of them "
                    + "together. To plan one of them, give New-SloPlan -Namespace and an -Indicator whose selectors have that namespace"
            );
        _services.Add(
            new ServiceSighting(kind, name, label, value)
            {
                Namespace = namespaces.Length == 1 && PrintableText.IsPrintable(namespaces[0]) ? namespaces[0] : inName,
                Errors = errors,
                Conditions = isMixed
                    ? kind.ServiceLabels.TakeWhile(l => l != label).Select(l => new LabelMatcher(l, "=", "")).ToArray()
                    : [],
            }
        );
    }

    // Labels ahead of a label by which a series names its service.
    private static IEnumerable<string> NamedEarlier(ServiceKind kind, IReadOnlyDictionary<string, string> series, string label) =>
        kind.ServiceLabels.TakeWhile(l => l != label).Where(l => Value(series, l).Length > 0);

    private static string NamespaceOf(ServiceKind kind, IReadOnlyDictionary<string, string> series) =>
        kind.NamespaceLabels.Select(l => Value(series, l)).FirstOrDefault(v => v.Length > 0) ?? "";

    private static bool Matches(string pattern, string value) =>
        LabelMatching.Matches(new LabelMatcher("value", "=~", pattern), value) == true;

    private static string Value(IReadOnlyDictionary<string, string> series, string label) =>
        series.TryGetValue(label, out var value) ? value : "";
}
