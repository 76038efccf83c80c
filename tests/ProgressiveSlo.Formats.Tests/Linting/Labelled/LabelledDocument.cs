using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Formats.Tests.Linting.Labelled;

/// <summary>Puts the part that a labelled case is about into a document that is sound otherwise.</summary>
internal static class LabelledDocument
{
    public static string Write(Dictionary<string, YamlNode> values)
    {
        var (kind, node) = values.First();
        return kind switch
        {
            "text" => Text(node),
            "file" => File.ReadAllText(Fixtures.Own.Path(Text(node))),
            "alert" => Alert(Text(node), values),
            "record" => $"groups:\n- name: g\n  rules:\n  - record: 'level:metric:operations'\n    expr: {Quote(Text(node))}\n",
            "sloth" => Sloth(Parts(node)),
            "slothObject" => SlothObject(Parts(node)),
            "slothSpec" => SlothSpec(Parts(node)),
            "pyrra" => Pyrra(Parts(node)),
            "pyrraSpec" => PyrraSpec(Parts(node)),
            "openSlo" => OpenSlo(Parts(node)),
            "openSloSpec" => OpenSloSpec(Parts(node)),
            "sloDev" => SloDev(Parts(node)),
            _ => throw new InvalidOperationException($"A labelled case has no kind '{kind}'."),
        };
    }

    private static string Alert(string expression, Dictionary<string, YamlNode> values)
    {
        var summary = values.TryGetValue("summary", out var node) ? Text(node) : "It fails";
        var labels = values.TryGetValue("labels", out node) ? Lines(Parts(node), "      ") : "      severity: page\n";
        return $"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: {Quote(expression)}\n    for: 5m\n    labels:\n{labels}"
            + $"    annotations:\n      summary: {Quote(summary)}\n";
    }

    private static string Sli(Dictionary<string, string> parts, string indent, bool isObject)
    {
        var (error, total, raw) = isObject
            ? ("errorQuery", "totalQuery", "errorRatioQuery")
            : ("error_query", "total_query", "error_ratio_query");
        return parts.TryGetValue("raw", out var query)
            ? $"{indent}raw:\n{indent}  {raw}: {Quote(query)}\n"
            : $"{indent}events:\n{indent}  {error}: {Quote(parts["error"])}\n{indent}  {total}: {Quote(parts["total"])}\n";
    }

    private static string Sloth(Dictionary<string, string> parts) =>
        "version: prometheus/v1\nservice: shop\nlabels: {owner: pay}\nslos:\n- name: availability\n"
        + $"  objective: {parts.GetValueOrDefault("objective", "99.9")}\n  description: It answers.\n  sli:\n"
        + Sli(parts, "    ", isObject: false)
        + "  alerting:\n    name: ShopBurns\n    annotations: {runbook: r}\n    page_alert: {labels: {severity: page}}\n"
        + "    ticket_alert: {labels: {severity: ticket}}\n";

    private static string SlothObject(Dictionary<string, string> parts) =>
        "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: shop, namespace: shop}\nspec:\n  service: shop\n"
        + "  labels: {owner: pay}\n  slos:\n  - name: availability\n    objective: 99.9\n    description: It answers.\n    sli:\n"
        + Sli(parts, "      ", isObject: true)
        + "    alerting:\n      name: ShopBurns\n      annotations: {runbook: r}\n      pageAlert: {labels: {severity: page}}\n"
        + "      ticketAlert: {labels: {severity: ticket}}\n";

    // Bare: each key of the case is one more line at its place.
    private static string SlothSpec(Dictionary<string, string> parts) =>
        "version: prometheus/v1\nservice: shop\n"
        + Line(parts, "top", "")
        + "slos:\n- name: availability\n  objective: 99.9\n"
        + Line(parts, "slo", "  ")
        + "  sli:\n    events:\n      error_query: sum(rate(r_total{code=~\"5..\"}[{{.window}}]))\n"
        + "      total_query: sum(rate(r_total[{{.window}}])) > 0\n"
        + Line(parts, "events", "      ")
        + "  alerting:\n    name: ShopBurns\n"
        + Line(parts, "alerting", "    ")
        + "    page_alert:\n"
        + Line(parts, "page", "      ")
        + "    ticket_alert:\n"
        + Line(parts, "ticket", "      ");

    private static string Pyrra(Dictionary<string, string> parts)
    {
        var kind = parts.ContainsKey("success") ? "latency" : "ratio";
        var part = kind == "latency" ? "success" : "errors";
        return PyrraHead
            + "  labels: {pyrra.dev/team: pay}\n  annotations: {pyrra.dev/runbook: r}\nspec:\n"
            + $"  target: \"{parts.GetValueOrDefault("target", "99")}\"\n  window: 4w\n  description: It answers.\n"
            + $"  indicator:\n    {kind}:\n"
            + $"      {part}: {{metric: {Quote(parts[part])}}}\n      total: {{metric: {Quote(parts["total"])}}}\n";
    }

    private const string PyrraHead =
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata:\n  name: shop\n  namespace: shop\n";

    private static string PyrraSpec(Dictionary<string, string> parts) =>
        PyrraHead
        + (parts.TryGetValue("labels", out var labels) ? $"  labels: {labels}\n" : "")
        + (parts.TryGetValue("annotations", out var annotations) ? $"  annotations: {annotations}\n" : "")
        + "spec:\n  target: \"99\"\n  window: 4w\n"
        + Line(parts, "spec", "  ")
        + "  indicator:\n    ratio:\n      errors: {metric: 'r_total{code=~\"5..\"}'}\n      total: {metric: r_total}\n";

    private static string OpenSlo(Dictionary<string, string> parts)
    {
        var metric =
            parts.ContainsKey("total")
                ? $"counter: true\n        {Source(parts.ContainsKey("good") ? "good" : "bad", parts)}\n        {Source("total", parts)}\n"
            : parts.TryGetValue("rawFailure", out var failure) ? $"rawType: failure\n        {Source("raw", failure)}\n"
            : $"rawType: success\n        {Source("raw", parts["rawSuccess"])}\n";
        return OpenSloDocument("  labels: {team: pay}\n", "  description: It answers.\n", metric);
    }

    private static string OpenSloSpec(Dictionary<string, string> parts) =>
        OpenSloDocument(
            Line(parts, "metadata", "  "),
            Line(parts, "spec", "  "),
            $"counter: true\n        {Source("good", "sum(rate(ok_total[{{.window}}]))")}\n"
                + $"        {Source("total", "sum(rate(r_total[{{.window}}]))")}\n"
        );

    private static string OpenSloDocument(string metadata, string spec, string metric) =>
        $"apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: shop\n{metadata}spec:\n{spec}  service: shop\n"
        + "  budgetingMethod: Occurrences\n  timeWindow: [{duration: 28d, isRolling: true}]\n  objectives: [{target: 0.99}]\n"
        + $"  indicator:\n    metadata: {{name: shop}}\n    spec:\n      ratioMetric:\n        {metric}";

    private static string Source(string key, Dictionary<string, string> parts) => Source(key, parts[key]);

    private static string Source(string key, string query) =>
        $"{key}: {{metricSource: {{type: Prometheus, spec: {{query: {Quote(query)}}}}}}}";

    private static string SloDev(Dictionary<string, string> parts)
    {
        var indicator = parts.TryGetValue("ratio", out var ratio)
            ? $"    type: rawRatio\n    rawRatio: {{query: {Quote(ratio)}}}\n"
            : $"    type: query\n    query:\n{Lines(parts, "      ")}";
        return "apiVersion: slo.dev/v1\nkind: ServiceLevelObjective\nmetadata:\n  name: availability\n  labels: {owner: pay}\n"
            + $"  annotations: {{description: d, runbook: r}}\nspec:\n  service: shop\n  indicator:\n{indicator}"
            + "  objectives: [{window: 30d, target: 0.999}]\n  alerting:\n    burnRates:\n"
            + "    - {severity: critical, shortWindow: 5m, longWindow: 1h, burnRate: 14.4}\n";
    }

    private static string Line(Dictionary<string, string> parts, string key, string indent) =>
        parts.TryGetValue(key, out var line) ? $"{indent}{line}\n" : "";

    private static string Lines(Dictionary<string, string> parts, string indent) =>
        string.Concat(parts.Select(p => $"{indent}{p.Key}: {Quote(p.Value)}\n"));

    private static Dictionary<string, string> Parts(YamlNode node) =>
        ((YamlMap)node).Entries.ToDictionary(e => e.Key.Value, e => Text(e.Value), StringComparer.Ordinal);

    private static string Text(YamlNode node) => ((YamlScalar)node).Value;

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
