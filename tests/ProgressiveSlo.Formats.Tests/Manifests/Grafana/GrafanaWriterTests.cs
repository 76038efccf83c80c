using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

public sealed class GrafanaWriterTests
{
    [Theory]
    [InlineData(RuleFlavor.Exact, "service-exact.json")]
    [InlineData(RuleFlavor.Sloth, "service-sloth.json")]
    public void A_dashboard_is_the_golden_one(RuleFlavor flavor, string file) =>
        Golden(DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Service), file);

    [Fact]
    public void Any_definitions_give_a_sound_dashboard() =>
        Gen.Select(
                DefinitionGen.Of(DefinitionGen.Ratio),
                DefinitionGen.Of(DefinitionGen.Query),
                DefinitionGen.Of(DefinitionGen.RawRatio),
                Gen.Bool
            )
            .Sample(
                (a, b, c, isExact) =>
                {
                    var definitions = new[] { a, b, c }.Where(d => d.Service == a.Service).DistinctBy(d => d.Id).ToArray();
                    var dashboard = DashboardFile.Write(new GrafanaWriter(), isExact ? RuleFlavor.Exact : RuleFlavor.Sloth, definitions);
                    DashboardChecks.Check(dashboard);
                    Assert.Equal(definitions.Length, dashboard.Panels.Count(p => p["type"]!.ToString() == "row"));
                    Assert.Equal(definitions.Length > 1, dashboard.Variables.Any(v => v["name"]!.ToString() == "slo"));
                }
            );

    [Fact]
    public void Strange_names_are_data_and_not_syntax()
    {
        foreach (var flavor in Enum.GetValues<RuleFlavor>())
        {
            var dashboard = DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Strange, Samples.Plain("Bücher: Café"));
            DashboardChecks.Check(dashboard);
            var title = dashboard.Panels.Last(p => p["type"]!.ToString() == "row")["title"]!.ToString();
            Assert.Equal("say \"hi\" {x} \\ $\u200Bslo [\u200B[slo]] ü", title);
            Assert.StartsWith(
                flavor == RuleFlavor.Exact ? "slo-bucher-cafe-" : "sloth-bucher-cafe-",
                dashboard.Root["uid"]!.ToString(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Threshold_lines_are_the_factors_of_the_alerts()
    {
        var phase = Samples.Phase(2);
        var dashboard = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, phase);
        var panel = dashboard.Panel("Burn rate by window");
        var steps = panel["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]!
            .AsArray()
            .Skip(1)
            .Select(s => $"{s!["value"]} {s["color"]}");
        Assert.Equal(["3 orange", "14.4 red"], steps);
        Assert.Equal("dashed", panel["fieldConfig"]!["defaults"]!["custom"]!["thresholdsStyle"]!["mode"]!.ToString());
        Assert.Equal(["5m", "30m", "1h", "6h", "30d"], DashboardFile.TargetsOf(panel).Select(t => t["legendFormat"]!.ToString()));
    }

    [Fact]
    public void Another_alert_window_set_gives_its_factors_and_windows()
    {
        var set = new AlertWindowSet(
            "mine",
            TimeSpan.FromDays(30),
            [new AlertWindow("page", TimeSpan.FromHours(2), TimeSpan.FromMinutes(10), 5m)]
        );
        var panel = DashboardFile
            .Write(new GrafanaWriter(), ManifestOptions.Default with { AlertWindows = set }, Samples.Phase(2))
            .Panel("Burn rate by window");
        Assert.Equal(["10m", "2h", "30d"], DashboardFile.TargetsOf(panel).Select(t => t["legendFormat"]!.ToString()));
        Assert.Equal(18m, (decimal)panel["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]![1]!["value"]!);
    }

    [Fact]
    public void The_period_is_spelled_as_Prometheus_does()
    {
        var fourWeeks = Samples.Phase(0).With(window: TimeSpan.FromDays(28));
        Assert.Contains(
            "slo:sli_error:ratio_rate4w{",
            DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, fourWeeks).QueryOf("SLI over 4w"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_the_Exact_flavor_has_traffic()
    {
        Assert.Contains(
            "slo:events_total:rate5m{slo_id=",
            DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Phase(0)).QueryOf("Traffic"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "events",
            DashboardFile
                .Write(new GrafanaWriter(), RuleFlavor.Sloth, Samples.Phase(0))
                .Text.Replace("good events", "", StringComparison.Ordinal)
                .Replace("bad events", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Groups_have_their_own_budgets_and_the_worst_one_counts()
    {
        var dashboard = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Grouped);
        DashboardChecks.Check(dashboard);
        Assert.StartsWith("min by (slo_id, handler, method) (", dashboard.QueryOf("Error budget left"), StringComparison.Ordinal);
        Assert.Equal(
            "{{handler}} {{method}}",
            DashboardFile.TargetsOf(dashboard.Panel("Error budget left")).Single()["legendFormat"]!.ToString()
        );
        Assert.StartsWith("min by (slo_id) (", dashboard.QueryOf("Budget left"), StringComparison.Ordinal);
        Assert.StartsWith("sum by (slo_id) (", dashboard.QueryOf("Traffic"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sloth_numbers_the_objectives_of_OpenSLO()
    {
        var definition = new SloDefinition("foo", "bar", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Source = new SloSource("x.yaml", 1, 1, "OpenSlo") { ApiVersion = "openslo/v1alpha", DocumentName = "foo" },
        };
        Assert.Contains(
            "{sloth_id=\"bar-foo-0\", ",
            DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Sloth, definition).QueryOf("Objective"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "{slo_id=\"bar-foo\", ",
            DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, definition).QueryOf("Objective"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_promotion_keeps_uid_and_place_of_panels()
    {
        var before = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Phase(0));
        var after = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Phase(1));
        Assert.NotEqual(before.Text, after.Text);
        Assert.Equal(before.Root["uid"]!.ToString(), after.Root["uid"]!.ToString());
        Assert.Equal(before.Panels.Select(p => p["gridPos"]!.ToJsonString()), after.Panels.Select(p => p["gridPos"]!.ToJsonString()));
        Assert.Equal(before.QueryOf("SLI over 30d"), after.QueryOf("SLI over 30d"));
    }

    [Fact]
    public void Uids_are_short_and_keep_services_apart()
    {
        var services = new[] { "a", "A", "Ä", "日本", "日本語", new string('x', 128), new string('x', 127), "api-service", "api service" };
        var uids = services.Select(UidOf).ToArray();
        Assert.Equal(services.Length, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.Matches("^[a-z0-9-]{1,40}$", uid));
        Assert.Equal("slo-api-service-910cdbfc", UidOf("api-service"));
    }

    [Fact]
    public void Each_flavor_has_uids_and_titles_of_its_own()
    {
        var long_ = new string('x', 128);
        foreach (var service in new[] { "api-service", "sloth", "api-service (Sloth)", "日本", long_ })
        {
            var (exact, sloth) = (Of(RuleFlavor.Exact), Of(RuleFlavor.Sloth));
            Assert.NotEqual(exact.Root["uid"]!.ToString(), sloth.Root["uid"]!.ToString());
            Assert.NotEqual(exact.Root["title"]!.ToString(), sloth.Root["title"]!.ToString());
            Assert.Matches("^[a-z0-9-]{1,40}$", sloth.Root["uid"]!.ToString());
            foreach (var dashboard in new[] { exact, sloth })
                Assert.Equal(GrafanaWriter.Name, DashboardMark.FormatOf(System.Text.Encoding.UTF8.GetBytes(dashboard.Text)));

            DashboardFile Of(RuleFlavor flavor) => DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Plain(service));
        }

        var fleets = Enum.GetValues<RuleFlavor>().Select(f => DashboardFile.Write(new GrafanaFleetWriter(), f, Samples.Service)).ToArray();
        Assert.Equal(2, fleets.Select(f => f.Root["uid"]!.ToString()).Distinct().Count());
        Assert.All(fleets, f => Assert.Equal(GrafanaFleetWriter.Name, DashboardMark.FormatOf(System.Text.Encoding.UTF8.GetBytes(f.Text))));
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public void The_fleet_links_to_the_dashboards_of_its_flavor(RuleFlavor flavor) =>
        Assert.Contains(
            $"\"text\": \"{DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Plain("a b")).Root["uid"]}\"",
            DashboardFile.Write(new GrafanaFleetWriter(), flavor, Samples.Plain("a b")).Text,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0.999", 30, "10.8")]
    [InlineData("0.9995", 28, "5.04")]
    [InlineData("0.9", 7, "252")]
    public void Minutes_have_the_colours_of_the_share_of_the_budget(string target, int days, string green)
    {
        var definition = Samples
            .Phase(0)
            .With(target: decimal.Parse(target, CultureInfo.InvariantCulture), window: TimeSpan.FromDays(days));
        foreach (var flavor in Enum.GetValues<RuleFlavor>())
        {
            var dashboard = DashboardFile.Write(new GrafanaWriter(), flavor, definition);
            Assert.Equal($"red|orange 0|green {green}", Steps(dashboard.Panel("Budget left as outage")));
            Assert.Equal("red|orange 0|green 0.25", Steps(dashboard.Panel("Budget left")));
        }

        static string Steps(System.Text.Json.Nodes.JsonObject panel) =>
            string.Join(
                "|",
                panel["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]!.AsArray().Select(s => $"{s!["color"]} {s["value"]}".Trim())
            );
    }

    [Theory]
    [InlineData("sum by (handler) (rate(a[{{.window}}]))", "sum by (slo_id) (max by (slo_id, cluster, handler) (", "{{handler}}")]
    [InlineData("sum(rate(a[{{.window}}])) by (b, c)", "sum by (slo_id) (max by (slo_id, cluster, b, c) (", "{{b}} {{c}}")]
    [InlineData("sum by (cluster) (rate(a[{{.window}}]))", "sum by (slo_id) (max by (slo_id, cluster) (", "{{cluster}}")]
    [InlineData(
        "sum by (\"http.route\") (rate(a[{{.window}}]))",
        "sum by (slo_id) (max by (slo_id, cluster, \"http.route\") (",
        "{{http.route}}"
    )]
    [InlineData("2 * sum by (job) (rate(a[{{.window}}]))", "sum by (slo_id) (max by (slo_id, cluster, job) (", "{{job}}")]
    [InlineData("rate(a[{{.window}}])", "sum by (slo_id) (slo:", "left")]
    [InlineData("sum without (pod) (rate(a[{{.window}}]))", "sum by (slo_id) (slo:", "left")]
    [InlineData("sum(rate(a[{{.window}}]))", "sum by (slo_id) (max by (slo_id, cluster) (", "left")]
    public void Groups_of_a_query_are_those_that_it_says(string total, string traffic, string legend)
    {
        var bad = total.Replace("rate(a[", "rate(a{code=\"500\"}[", StringComparison.Ordinal);
        var definition = new SloDefinition("x", "s", QueryIndicator.FromBad(bad, total), 0.999m, TimeSpan.FromDays(30));
        var dashboard = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, definition);
        DashboardChecks.Check(dashboard);
        foreach (var target in dashboard.Panels.Where(p => p["title"]!.ToString() == "Traffic").SelectMany(DashboardFile.TargetsOf))
            Assert.StartsWith(traffic, target["expr"]!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("min by (slo_id) (", dashboard.QueryOf("Budget left"), StringComparison.Ordinal);
        Assert.Equal(legend, DashboardFile.TargetsOf(dashboard.Panel("Error budget left")).Single()["legendFormat"]!.ToString());
    }

    [Fact]
    public void What_Prometheus_cannot_know_is_a_loss_or_an_error()
    {
        var foreign = new SloDefinition("queue", "checkout", new ThresholdIndicator("q", "<", 1m, "Datadog"), 0.99m, TimeSpan.FromDays(30));
        using var text = new StringWriter();
        var loss = Assert.Single(new GrafanaWriter().Write([foreign, Samples.Plain("checkout")], ManifestOptions.Default, text));
        Assert.Equal("Indicator", loss.Field);
        Assert.DoesNotContain("queue", text.ToString(), StringComparison.Ordinal);
        Assert.Throws<ManifestNotWritableException>(() => new GrafanaWriter().Write([foreign], ManifestOptions.Default, text));
    }

    private static string UidOf(string service) =>
        DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Plain(service)).Root["uid"]!.ToString();

    internal static void Golden(DashboardFile dashboard, string file)
    {
        DashboardChecks.Check(dashboard);
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") is { } folder)
            File.WriteAllText(Path.Combine(folder, file), dashboard.Text);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Grafana", file)), dashboard.Text);
    }
}
