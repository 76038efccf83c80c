using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Rules;

/// <summary>The rules that a running Prometheus, or a ruler of Thanos, Mimir or VictoriaMetrics, has loaded.</summary>
public sealed class LoadedRules
{
    /// <summary>Code of the finding for a rule whose last evaluation failed.</summary>
    public const string FailingCode = "RuleFails";

    /// <summary>The format that the rules are given.</summary>
    public const string Format = "PrometheusApi";

    private LoadedRules(IReadOnlyList<ObservedRule> rules, IReadOnlyList<ObservedRule> working, IReadOnlyList<SloFinding> findings)
    {
        Rules = rules;
        Working = working;
        Findings = findings;
    }

    /// <summary>The rules, in the order of the answer. Their path is the address and, behind <c>#</c>, the file on the server.</summary>
    public IReadOnlyList<ObservedRule> Rules { get; }

    /// <summary>Those whose last evaluation did not fail: a rule that fails records nothing and cannot fire.</summary>
    public IReadOnlyList<ObservedRule> Working { get; }

    /// <summary>One for each rule whose last evaluation failed.</summary>
    public IReadOnlyList<SloFinding> Findings { get; }

    /// <summary>Asks for the rules.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    /// <param name="token">Ends the request at once.</param>
    /// <exception cref="PrometheusException">There is no answer, or none of success.</exception>
    /// <exception cref="System.OperationCanceledException">The token ended the request.</exception>
    public static LoadedRules Read(PrometheusConnection connection, CancellationToken token)
    {
        var sink = new PrometheusApi(connection).RulesAsync(() => new Sink(), token).GetAwaiter().GetResult();
        var paths = new Dictionary<string, string>();
        var rules = sink.Rules.Select(r => Observed(r, Path(paths, connection.Name, r.Group.File))).ToArray();
        var working = rules.Where((_, i) => !sink.Rules[i].IsFailing).ToArray();
        var findings = sink.Rules.Where(r => r.IsFailing).Select(r => Failing(r, Path(paths, connection.Name, r.Group.File))).ToArray();
        return new LoadedRules(rules, working, findings);
    }

    // Thousands of rules share a file.
    private static string Path(Dictionary<string, string> paths, string address, string file)
    {
        if (!paths.TryGetValue(file, out var path))
            paths[file] = path = file.Length == 0 ? address : address + "#" + file;
        return path;
    }

    private static ObservedRule Observed(LoadedRule rule, string path) =>
        new(rule.IsAlert ? ObservedRuleKind.Alert : ObservedRuleKind.Recording, rule.Name, rule.Query)
        {
            Group = rule.Group.Name,
            For = rule.For,
            Labels = rule.Labels,
            Annotations = rule.Annotations,
            Format = Format,
            Path = path,
        };

    private static SloFinding Failing(LoadedRule rule, string path) =>
        new(
            FailingCode,
            FindingSeverity.Warning,
            $"{PrintableText.Escape(rule.Name)}: Its last evaluation failed: "
                + $"{PrintableText.Escape(rule.LastError.Length > 0 ? rule.LastError : "no reason is given")}",
            path,
            0,
            "",
            rule.IsAlert
                ? "Correct the expression; until then the alert cannot fire"
                : "Correct the expression; until then nothing is recorded"
        );

    private sealed class Sink : IRuleSink
    {
        public List<LoadedRule> Rules { get; } = [];

        public void Add(LoadedRule rule) => Rules.Add(rule);

        public void Add(SampleSeries series)
        {
            // An answer about rules has none.
        }
    }
}
