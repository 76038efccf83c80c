using ProgressiveSlo.PowerShell.Tests.Support;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Rehearsal;

/// <summary>
/// The whole way of thirty services from rules that somebody has written to SLO-as-code, with a real Prometheus, two weeks of samples and
/// nothing but cmdlets. Each act leaves files that are valid.
/// </summary>
public sealed class RehearsalTests : IDisposable
{
    private const string Script = """
        function New-Plan([string[]] $Service) {
            $Service | ForEach-Object { New-SloPlan $_ -StartDate 2026-03-16 -Indicator @{ Bad = "http_requests_total{service=`"$_`",code=~`"5..`"}"; Total = "http_requests_total{service=`"$_`"}" } }
        }

        """;

    private readonly Engine _engine = Engine.Create();
    private readonly PrometheusServer _prometheus = new("5m");

    public void Dispose()
    {
        _engine.Dispose();
        _prometheus.Dispose();
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Thirty_services_go_from_hand_made_rules_to_SLO_as_code()
    {
        Prepare();
        Assess();
        var pilots = Pilot();
        Expand(pilots);
        Finish();
    }

    private void Prepare()
    {
        _prometheus.Load(RehearsalFleet.Write);
        _engine.Write("catalog.csv", RehearsalFleet.Catalog);
        Directory.CreateDirectory(_engine.PathOf("manual"));
        foreach (var service in RehearsalFleet.Services)
            _engine.Write($"manual/{service}.yaml", RehearsalFleet.ManualRules(service));

        // What both sets of rules would have left behind in these two weeks, had they been loaded.
        Run("New-Plan $all | Get-SloPhase -Current | Export-SloManifest history -Format PrometheusRule");
        var backfill = new RuleBackfill(_prometheus, RehearsalFleet.Start, TimeSpan.FromMinutes(5));
        string[] manual = [.. RehearsalFleet.Services.Select(RehearsalFleet.ManualRules)];
        string[] automated =
        [
            .. Directory.GetFiles(_engine.PathOf("history"), "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText),
        ];
        backfill.Record(
            manual,
            [
                .. RehearsalFleet.Services.Select(s => $"service:{s}_errors:ratio_rate5m"),
                .. RehearsalFleet.Services.Select(s => $"service:{s}_errors:ratio_rate1h"),
            ]
        );
        backfill.Record(automated, "slo:events_total:rate5m", "slo:events_bad:rate5m", "slo:sli_error:ratio_rate1h");
        backfill.Record(automated, "slo:sli_error:ratio_rate5m", "slo:sli_error:ratio_rate1d");
        backfill.Fire([.. manual, .. automated]);
        _prometheus.UseRuleFiles(_engine.PathOf("manual/*.yaml"));
    }

    private void Assess()
    {
        Run("$inventory = @(Get-SloInventory manual)");
        Assert.Equal(RehearsalFleet.Services.Order(), Run("$inventory").Select(i => (string)i.Service).Order());
        Assert.Equal(
            RehearsalFleet.Services.Order(),
            Run("Get-SloInventory -PrometheusUri $uri").Select(i => (string)i.Service).Distinct().Order()
        );

        var gaps = Run("$gaps = @($inventory | Compare-SloInventory -Catalog catalog.csv); $gaps");
        Assert.Equal(
            RehearsalFleet.WithoutObjective.Order(),
            gaps.Where(g => g.Code == "SloMissing").Select(g => (string)g.Service).Order()
        );
        Assert.Equal([RehearsalFleet.AveragedRatios], gaps.Where(g => g.Code == "RatioAveraged").Select(g => (string)g.Service));

        Run("$evidence = @(New-Plan $inventory.Service | Get-SloEvidence -PrometheusUri $uri -Window 14d -At 2026-03-16)");
        Run(
            "New-SloMigration catalog.csv 2026-03-16 -Owner sre -Inventory $inventory "
                + "-Evidence $evidence | Export-SloMigration migration.yaml"
        );

        // This Prometheus scrapes nothing, and there is no Grafana: Test-SloPrerequisite has tests of its own.
        Run(
            "$areas = @{ PrometheusReady = 'Prometheus'; PrometheusRetention = 'Prometheus'; PrometheusScraping = "
                + "'Prometheus'; GrafanaHealth = 'Grafana'; GitRepository = 'Repository'; GitRemote = 'Repository'; GitClean = "
                + "'Repository'; PipelineDefined = 'Pipeline'; KubernetesContext = 'Kubernetes'; KubernetesResources = "
                + "'Kubernetes' }; $probed = $areas.Keys | ForEach-Object { "
                + "[ProgressiveSlo.Migration.Prerequisites.SloPrerequisite]@{ Name = "
                + "$_; Area = $areas[$_]; Status = 'Pass'; Required = $true; Message = 'Probed' } }"
        );
        Complete(
            "Get-SloMigrationStep migration.yaml -Phase Assessment | Where-Object { -not $_.IsGate } | "
                + "Complete-SloMigrationStep migration.yaml -Inventory $inventory -Prerequisite $probed -Note 'Workshop' -By "
                + "kim"
        );
        Complete("Complete-SloMigrationStep migration.yaml gate-assessment -Inventory $inventory -By kim");
        Assert.Equal("Pilot", Phase());
    }

    private string[] Pilot()
    {
        string[] pilots =
        [
            .. Run("$pilots = (Get-SloMigrationStep migration.yaml -Id pilot-define-slos.*).Service; $pilots").Select(p => (string)p),
        ];
        Assert.Equal(3, pilots.Length);

        Export("$pilots");
        Assert.Contains(
            "RulesLoaded: Fail",
            Run(
                    "(Get-SloMigrationStep migration.yaml -Id pilot-deploy.* -ManifestPath manifests "
                        + "-PrometheusUri $uri).Checks | ForEach-Object { \"$_\" }"
                )
                .Select(c => (string)c)
                .First(),
            StringComparison.Ordinal
        );
        Deploy();
        Complete(
            "Complete-SloMigrationStep migration.yaml pilot-define-slos.*, pilot-validate-definitions.*, "
                + "pilot-deploy.*, select-pilot-services -ManifestPath manifests -PrometheusUri $uri -By kim"
        );

        var runs = Run(
            "$runs = @($inventory | Where-Object { $pilots -contains $_.Service } | Compare-SloParallelRun "
                + "-Automated (New-Plan $pilots) -PrometheusUri $uri -To 2026-03-16 -Step 5m); $runs"
        );
        Assert.Equal(pilots.Order().Select(p => p + " Agrees"), runs.Select(r => $"{r.Service} {r.Verdict}").Order());
        Complete("Complete-SloMigrationStep migration.yaml pilot-run-parallel.* -ParallelRun $runs -By kim");
        Complete(
            "Get-SloMigrationStep migration.yaml -Phase Pilot -State Open | Where-Object { -not $_.IsGate } | "
                + "Complete-SloMigrationStep migration.yaml -Note 'Weekly meeting' -By kim"
        );
        Complete(
            "Complete-SloMigrationStep migration.yaml gate-pilot -ManifestPath manifests -PrometheusUri $uri -ParallelRun $runs -By kim"
        );
        Assert.Equal("Expansion", Phase());
        return pilots;
    }

    private void Expand(string[] pilots)
    {
        var migrated = pilots.Length;
        var waves = Run("(Get-SloMigrationStep migration.yaml -Id create-definitions.*).Wave").Length;
        for (var wave = 1; wave <= waves; wave++)
        {
            Run("$wave = " + wave);
            string[] services =
            [
                .. Run("$services = (Get-SloMigrationStep migration.yaml -Id deploy-by-tier.* -Wave $wave).Service; $services")
                    .Select(s => (string)s),
            ];
            Export("$services");
            Deploy();
            Complete(
                "Complete-SloMigrationStep migration.yaml create-definitions.wave-$wave, "
                    + "validate-definitions.wave-$wave -ManifestPath manifests -By kim"
            );
            Complete(
                "Get-SloMigrationStep migration.yaml -Id deploy-by-tier.* -Wave $wave | "
                    + "Complete-SloMigrationStep migration.yaml -ManifestPath manifests -PrometheusUri $uri -By kim"
            );

            var runs = Run(
                "$inventory | Where-Object { $services -contains $_.Service } | Compare-SloParallelRun "
                    + "-Automated (New-Plan $services) -PrometheusUri $uri -To 2026-03-16 -Step 5m"
            );
            Assert.Equal(
                services.Order().Select(s => s + (IsPlanted(s) ? " Disagrees" : " Agrees")),
                runs.Select(r => $"{r.Service} {r.Verdict}").Order()
            );
            foreach (var run in runs.Where(r => IsPlanted((string)r.Service)))
                Assert.Contains(
                    run.Service == RehearsalFleet.AveragedRatios ? "AveragedRatios" : "SelectorDiffers",
                    ((IEnumerable<object>)run.Reasons).Select(r => (string)((dynamic)r).Code)
                );

            migrated += services.Length;
            var share = Run(
                    "(Get-SloMigrationStep migration.yaml -Id gate-expansion -Inventory (Get-SloInventory "
                        + "manual, manifests)).Checks | Where-Object Name -eq ShareMigrated"
                )
                .Single();
            Assert.Equal(migrated >= 24 ? "Pass" : "Fail", (string)share.Status.ToString());
        }

        Assert.Equal(30, migrated);
    }

    private void Finish()
    {
        Complete(
            "Get-SloMigrationStep migration.yaml -Phase Expansion -State Open | Where-Object { -not $_.IsGate -and -not "
                + "$_.Verification } | Complete-SloMigrationStep migration.yaml -Note 'Training of March' -By kim"
        );

        // As long as the manual rules are there, nobody can say that they are not.
        var refused = _engine.Run(
            "Complete-SloMigrationStep migration.yaml decommission-manual-slos.wave-1 -Inventory (Get-SloInventory manual, manifests)"
        );
        Assert.Equal("SloMigrationStepVerification", refused.ErrorId);
        Directory.Delete(_engine.PathOf("manual"), recursive: true);
        Deploy();
        Complete(
            "$after = @(Get-SloInventory manifests); Complete-SloMigrationStep migration.yaml "
                + "decommission-manual-slos.*, share-migrated -Inventory $after -By kim"
        );
        Complete("Complete-SloMigrationStep migration.yaml gate-expansion -Inventory $after -ManifestPath manifests -By kim");
        Assert.Equal("Done", (string)Run("Get-SloMigrationStep migration.yaml -Id gate-expansion").Single().State.ToString());
        Complete("Complete-SloMigrationStep migration.yaml all-services-migrated -Inventory $after -By kim");
        Complete(
            "Get-SloMigrationStep migration.yaml -State Open | Complete-SloMigrationStep "
                + "migration.yaml -Note 'Review of the quarter' -By kim"
        );
        Assert.Empty(Run("Get-SloMigrationStep migration.yaml -State Open"));
        Assert.DoesNotContain(Run("Get-SloMigrationStep migration.yaml"), s => (bool)s.Forced);
    }

    private void Export(string services)
    {
        Run($"New-Plan {services} | Get-SloPhase -Current | Export-SloManifest manifests -Format PrometheusRule");
        Assert.True((bool)Run("Test-SloManifest manifests -Quiet").Single());
    }

    // Git brings the files to the Prometheus; here it stands beside them.
    private void Deploy()
    {
        foreach (var file in Directory.GetFiles(_engine.PathOf("manifests"), "*.yaml", SearchOption.AllDirectories))
        {
            var (code, output) = Promtool.Ask(["check", "rules", file]);
            Assert.True(code == 0, output);
        }

        _prometheus.UseRuleFiles(_engine.PathOf("manual/*.yaml"), _engine.PathOf("manifests/*.yaml"));
    }

    private static bool IsPlanted(string service) => service == RehearsalFleet.AveragedRatios || service == RehearsalFleet.OtherSelector;

    private string Phase() => (string)Run("@(Get-SloMigrationStep migration.yaml -Id gate-* -State Open)[0].Phase").Single();

    // Completes steps, and reads the file again.
    private void Complete(string script)
    {
        Run(script);
        Assert.NotEmpty(Run("Get-SloMigrationStep migration.yaml"));
    }

    private dynamic[] Run(string script)
    {
        var result = _engine.Run(Script + script, ("uri", _prometheus.Address.ToString()), ("all", RehearsalFleet.Services));
        Assert.Empty(result.Errors);
        return [.. result.Output.Select(o => (dynamic)o.BaseObject)];
    }
}
