using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Walks;

/// <summary>
/// The path of the README and of the guide, with the commands that they show: plan, rules, evidence of a real Prometheus, gate, and the
/// step to the next phase. Nothing is forced, and nothing but the words of people is made up.
/// </summary>
public sealed class PromotionWalkTests(WalkServer server) : IClassFixture<WalkServer>, IDisposable
{
    private const string Evidence = "Evidence, and the move to the next phase";

    private readonly Engine _engine = Engine.Create();

    private static string Start => WalkServer.Today.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Today => WalkServer.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_service_that_was_found_is_promoted_on_its_kept_record()
    {
        // As it was typed on the first day.
        var find = Readme("Try it", 0).Replace("| New-SloPlan", $"-At {Start} | New-SloPlan -StartDate {Start}", StringComparison.Ordinal);
        Run(find);
        Assert.Equal(
            ["api improvement", "backup baseline", "orders baseline", "shop.example improvement"],
            Run("Import-SloPlan slo | ForEach-Object { \"$($_.Service) $($_.CurrentPhase)\" }").Strings.Order()
        );
        WriteRules("orders", 0.007);
        Run(Readme(Evidence, 1, "orders"));
        Assert.Equal(1 + 30, File.ReadLines(_engine.PathOf("evidence/production/orders.csv")).Count());
        Promote("orders", record: " -RecordPath evidence");

        // The kept days say the same without the server.
        var read = Run("Get-SloEvidence -Path 'evidence/*' -Service orders").Single();
        Assert.Equal((30L * 288 * 993, 30L * 288 * 1000), ((long)read.GoodEvents, (long)read.TotalEvents));
    }

    [Fact]
    public void A_template_with_latency_is_promoted_and_its_latency_was_judged()
    {
        Run($"New-SloPlan api -Template http -StartDate {Start} | Export-SloPlan slo");
        WriteRules("api", 0.002);
        var checks = Promote("api");

        // Between the bounds with 80 % and 97 % of the requests: 0.2 s + 0.3 s * 15 / 17.
        Assert.Equal("P95 latency 464.7ms meets target 2000ms", checks["LatencyP95"]);
        Assert.Equal("P99 latency 1000ms meets target 5000ms", checks["LatencyP99"]);
    }

    [Fact]
    public void A_template_without_latency_is_promoted_by_the_way_of_the_guide()
    {
        // The guide's service stands for any; its plan is that of a website here.
        Run(
            Guide("The first service", 0)
                .Replace(
                    "New-SloPlan checkout -StartDate 2026-01-05",
                    "New-SloPlan shop -Template website-probe -TemplateParameter @{ instance = 'https://shop.example/' } -StartDate "
                        + Start,
                    StringComparison.Ordinal
                )
        );
        Promtool.CheckRules([_engine.PathOf("manifests/PrometheusRule/shop.yaml")]);
        Run(Guide("Promote", 0, "shop"));
        Run(Guide("Promote", 1, "shop"));
        AssertPromoted("plans/shop.yaml");
        Assert.Contains("vector(0.995)", File.ReadAllText(_engine.PathOf("manifests/PrometheusRule/shop.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_daily_job_is_told_on_its_first_day_that_the_phase_is_too_short()
    {
        const string Told =
            "A day counts as 1 independent trial, however many events it has (trialsPerDay), so it takes 265 days even without a failure, "
            + "and baseline is planned for 30. What "
            + "helps: a longer phase, a lower target, or one SLO for several services (SRE Workbook, chapter 5)";
        Run($"New-SloPlan backup -Template batch-job -StartDate {Today} | Export-SloPlan slo");
        var first = _engine.Run(Readme(Evidence, 0, "backup"), Uri);
        Assert.Empty(first.Errors);
        Assert.Contains("so ask again from", Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.EndsWith(Told, Messages()["Demonstrated"], StringComparison.Ordinal);
        Assert.Equal(WalkServer.Today.AddDays(265), (DateTime)Run("$result.EarliestDate").Single());

        // A record has nothing to keep on that day, as a warning says.
        _engine.Run(Kept(Readme(Evidence, 0, "backup"), " -RecordPath evidence"), Uri);
        Assert.EndsWith(Told, Messages()["Demonstrated"], StringComparison.Ordinal);

        // Thirty perfect days later it is the one thing that is missing, and the step says so.
        Run($"New-SloPlan backup -Template batch-job -StartDate {Start} | Export-SloPlan slo -Force");
        WriteRules("backup", null);
        Run(Readme(Evidence, 2, "backup"));
        var before = File.ReadAllText(_engine.PathOf("slo/backup.yaml"));
        var refused = _engine.Run(Readme(Evidence, 3, "backup"), Uri);
        Assert.Equal("SloPlanStepReadiness", refused.ErrorId);
        Assert.Contains(Told, refused.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("InsufficientEvidence", Run("$result.Verdict").Strings.Single());
        Assert.Equal(["Demonstrated"], Run("$result.Checks | Where-Object Status -In Fail, Unknown | ForEach-Object Name").Strings);
        Assert.Equal(before, File.ReadAllText(_engine.PathOf("slo/backup.yaml")));
    }

    [Fact]
    public void A_daily_job_is_promoted_where_its_profile_only_shows_the_strength()
    {
        Run("Export-SloPhaseProfile jobs.yaml");
        var profile = File.ReadAllText(_engine.PathOf("jobs.yaml"));
        _engine.Write("jobs.yaml", profile.Replace("\ngate:\n", "\ngate:\n  demonstrated: shown\n", StringComparison.Ordinal));
        Run(
            For("docs/guides/profiles.md", "Little traffic, gauges and jobs", 0, "checkout")
                .Replace("jobs.yaml", $"jobs.yaml -StartDate {Start}", StringComparison.Ordinal)
        );
        WriteRules("backup", null);
        Run(Readme(Evidence, 2, "backup"));
        Run(Readme(Evidence, 3, "backup"));
        Assert.Equal(["Advice"], Run("$result.Checks | Where-Object Name -EQ Demonstrated | ForEach-Object Status").Strings);
        AssertPromoted("slo/backup.yaml");
    }

    [Fact]
    public void A_plan_that_cannot_see_errors_is_told_so_by_the_gate_with_the_indicator_that_can()
    {
        Run(
            "New-SloPlan orders -Indicator @{ Bad = 'http_requests_total{job=\"orders\",status_code=~\"5..\"}'; Total = "
                + $"'http_requests_total{{job=\"orders\"}}' }} -StartDate {Start} | Export-SloPlan slo"
        );
        Assert.Single(_engine.Run(Readme(Evidence, 0, "orders"), Uri).Warnings, w => !IsOfScrapes(w));
        var told = Messages()["EvidenceWarnings"];
        Assert.Contains("so it cannot see their errors", told, StringComparison.Ordinal);
        Assert.Contains("code !~ \"5..\"}'", told, StringComparison.Ordinal);
    }

    private (string, object?) Uri => ("uri", server.Prometheus.Address.ToString());

    private static string Readme(string heading, int block, string service = "checkout") => For("README.md", heading, block, service);

    private static string Guide(string heading, int block, string service = "checkout") =>
        For("docs/guides/gitops.md", heading, block, service);

    private static string For(string page, string heading, int block, string service) =>
        DocumentedScript
            .Read(page, heading, block)
            .Replace("https://prometheus.example", "$uri", StringComparison.Ordinal)
            .Replace("checkout", service, StringComparison.Ordinal);

    // promtool and a running Prometheus take the rules, and what they record is what was planted.
    private void WriteRules(string service, double? errors)
    {
        Run(Readme("The SLO as code", 1));
        var files = Directory.GetFiles(_engine.PathOf("rules"), "*.yaml");
        Promtool.CheckRules(files);
        server.Prometheus.UseRuleFiles(_engine.PathOf("rules/*.yaml"));
        Assert.Contains(service, Run("Get-SloInventory -PrometheusUri $uri | ForEach-Object Service").Strings);
        if (errors is null)
            return;
        var rule = Support
            .LaidOutRule.Read(File.ReadAllText(_engine.PathOf($"rules/{service}.yaml")))
            .First(r => r.Record == "slo:sli_error:ratio_rate1h");
        Assert.Equal(errors.Value, server.Prometheus.Value(rule.Expression, WalkServer.Today)!.Value, 9);
    }

    // What the gate says of each check on the way to the step.
    private Dictionary<string, string> Promote(string service, string record = "")
    {
        Run(Kept(Readme(Evidence, 0, service), record));
        Assert.Equal(["Criteria"], Run("$result.Checks | Where-Object Status -In Fail, Unknown | ForEach-Object Name").Strings);
        Run(Readme(Evidence, 2, service));
        Run(Kept(Readme(Evidence, 3, service), record));
        Assert.Equal(["Ready Counts"], Run("\"$($result.Verdict) $($result.Basis)\"").Strings);
        Assert.InRange((double)Run("$result.Strength").Single(), 5, double.MaxValue);
        AssertPromoted($"slo/{service}.yaml");
        Assert.Equal(Run("$result.EvidenceDigest").Strings, Run($"(Import-SloPlan slo/{service}.yaml).History.EvidenceDigest").Strings);

        var (file, before) = (_engine.PathOf($"rules/{service}.yaml"), Indicator(service));
        WriteRules(service, errors: null);
        Assert.Contains("vector(0.995)", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(before, Indicator(service));
        return Messages();
    }

    private static string Kept(string script, string record) =>
        script.Replace("-PrometheusUri $uri", "-PrometheusUri $uri" + record, StringComparison.Ordinal);

    // The events, which are recorded in the same way in each phase; the windows over them are those that the phase's alerts read.
    private string Indicator(string service)
    {
        var text = File.ReadAllText(_engine.PathOf($"rules/{service}.yaml"));
        return text[..text.IndexOf("- record: slo:sli_error:ratio_rate5m", StringComparison.Ordinal)];
    }

    private void AssertPromoted(string file)
    {
        var entry = Run($"$plan = Import-SloPlan {file}; $plan.History").Single();
        Assert.Equal(
            ("baseline", "improvement", "Ready", "Counts"),
            ((string)entry.From, (string)entry.To, (string)entry.Verdict, (string)entry.Basis)
        );
        Assert.Null(entry.Reason);
        Assert.Contains("\ncurrentPhase: improvement\n", File.ReadAllText(_engine.PathOf(file)), StringComparison.Ordinal);
        Assert.Equal(["improvement"], Run("$plan.CurrentPhase").Strings);
    }

    private Dictionary<string, string> Messages() =>
        Run("$result.Checks").Objects().ToDictionary(c => (string)c.Name, c => (string)c.Message);

    private EngineResult Run(string script)
    {
        var result = _engine.Run(script, Uri);
        Assert.Empty(result.Errors);
        Assert.DoesNotContain(result.Warnings, w => !IsOfScrapes(w));
        return result;
    }

    // The samples are five minutes apart, which is said and keeps no gate closed.
    private static bool IsOfScrapes(string warning) => warning.StartsWith("The series of '", StringComparison.Ordinal);
}
