using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class PlanFileTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_plan_goes_to_a_file_and_back()
    {
        var result = _engine.Run(
            "New-SloPlan 'Order API' -StartDate 2026-01-01 -Owner 'a: b' | Export-SloPlan plan.yaml; $p = "
                + "Import-SloPlan plan.yaml; $p.Service; $p.Owner; $p.Phases[1].StartDate.ToString('yyyy-MM-dd')"
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["Order API", "a: b", "2026-01-31"], result.Strings);
        Assert.Equal([_engine.PathOf("plan.yaml")], Directory.GetFiles(_engine.Folder));
    }

    [Fact]
    public void Many_plans_go_to_a_folder()
    {
        var result = _engine.Run(
            "New-SloPlan b, 'Größe 1', a | Export-SloPlan plans/ -PassThru | ForEach-Object Name; Import-SloPlan "
                + "plans | ForEach-Object Service; Import-SloPlan plans/*.yaml | ForEach-Object Service"
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["b.yaml", "grosse-1.yaml", "a.yaml", "a", "b", "Größe 1", "a", "b", "Größe 1"], result.Strings);
    }

    [Fact]
    public void A_file_is_kept_unless_forced()
    {
        _engine.Write("p.yaml", "mine");
        Assert.Equal("SloPlanFileExists", _engine.Run("New-SloPlan a | Export-SloPlan p.yaml").ErrorId);
        Assert.Equal("mine", File.ReadAllText(_engine.PathOf("p.yaml")));
        Assert.Empty(_engine.Run("New-SloPlan a | Export-SloPlan p.yaml -Force").Errors);
        Assert.Contains("kind: SloPlan", File.ReadAllText(_engine.PathOf("p.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forced_export_keeps_comments_and_says_what_the_plan_says()
    {
        Assert.Empty(_engine.Run("New-SloPlan a -StartDate 2026-01-05 -Owner old | Export-SloPlan p.yaml").Errors);
        var path = _engine.PathOf("p.yaml");
        var text = File.ReadAllText(path)
            .Replace("owner: old", "# Ask kim before this changes.\nowner: old # since May", StringComparison.Ordinal)
            .Replace("availability: 0.99\n", "availability: 0.98 # agreed with payments\n", StringComparison.Ordinal);
        File.WriteAllText(path, text);
        Assert.Empty(_engine.Run("New-SloPlan a -StartDate 2026-01-05 -Owner new | Export-SloPlan p.yaml -Force").Errors);
        Assert.Equal(
            text.Replace("owner: old", "owner: new", StringComparison.Ordinal)
                .Replace("availability: 0.98", "availability: 0.99", StringComparison.Ordinal),
            File.ReadAllText(path)
        );

        // Into a folder, too.
        Assert.Empty(_engine.Run("New-SloPlan a -StartDate 2026-01-05 | Export-SloPlan d").Errors);
        File.AppendAllText(_engine.PathOf("d/a.yaml"), "# The end.\n");
        Assert.Empty(_engine.Run("New-SloPlan a -StartDate 2026-01-06 | Export-SloPlan d -Force").Errors);
        Assert.Contains("# The end.", File.ReadAllText(_engine.PathOf("d/a.yaml")), StringComparison.Ordinal);
        Assert.Equal(["2026-01-06"], _engine.Run("(Import-SloPlan d).StartDate.ToString('yyyy-MM-dd')").Strings);
    }

    [Fact]
    public void A_history_that_a_broken_file_holds_is_not_lost()
    {
        Assert.Empty(_engine.Run("New-SloPlan a | Step-SloPlan -Force -Reason pilot | Export-SloPlan p.yaml").Errors);
        File.AppendAllText(_engine.PathOf("p.yaml"), "service: twice\n");
        var before = File.ReadAllText(_engine.PathOf("p.yaml"));
        var refused = _engine.Run("New-SloPlan a | Export-SloPlan p.yaml -Force");
        Assert.Equal("SloPlanWouldLose", refused.ErrorId);
        Assert.Contains("cannot be read as a plan, and it has a history", refused.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_engine.PathOf("p.yaml")));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(_engine.Run("New-SloPlan a | Export-SloPlan new/p.yaml -WhatIf").Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_engine.Folder));
    }

    [Fact]
    public void Two_plans_do_not_fit_in_one_file()
    {
        var result = _engine.Run("New-SloPlan a, b | Export-SloPlan p.yaml");
        Assert.Equal("SloPlanInvalidPath", result.ErrorId);
        Assert.Contains("Give a folder for several plans.", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_services_with_one_slug_are_an_error_that_names_both()
    {
        var result = _engine.Run("New-SloPlan 'order api', order-api | Export-SloPlan plans/");
        Assert.Contains(
            "'order-api' (production) and 'order api' (production) would both be written to order-api.yaml",
            result.Error.Exception.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("order api", (string)_engine.Run("(Import-SloPlan plans).Service").Single());
    }

    [Fact]
    public void Another_services_plan_is_not_replaced_even_when_forced()
    {
        var result = _engine.Run(
            "New-SloPlan 'a b' | Export-SloPlan d; New-SloPlan 'a.b' | Export-SloPlan d -Force; New-SloPlan 'a b' | Export-SloPlan d -Force"
        );
        Assert.Equal("SloPlanInvalidPath", result.ErrorId);
        Assert.Contains("a-b.yaml holds the plan of 'a b' (production)", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_Windows_reserves_get_another_file_name() =>
        Assert.Equal(
            ["con-service.yaml", "com1-service.yaml", "com.yaml"],
            _engine.Run("New-SloPlan con, COM1, com | Export-SloPlan d -PassThru | ForEach-Object Name").Strings
        );

    [Fact]
    public void The_provider_resolves_paths_and_not_the_process()
    {
        Directory.CreateDirectory(_engine.PathOf("sub"));
        Assert.Empty(
            _engine
                .Run(
                    "$paths = $ExecutionContext.SessionState.Path; $null = $paths.PushCurrentLocation(''); $null = "
                        + "$paths.SetLocation('sub'); New-SloPlan a | Export-SloPlan here.yaml; (Import-SloPlan "
                        + "./here.yaml).Service; $null = $paths.PopLocation('')"
                )
                .Errors
        );
        Assert.True(File.Exists(_engine.PathOf("sub/here.yaml")));
    }

    [Fact]
    public void Wildcard_characters_are_literal_for_LiteralPath()
    {
        Assert.Empty(
            _engine.Run("New-SloPlan a | Export-SloPlan -LiteralPath 'p[1].yaml'; $null = Import-SloPlan -LiteralPath 'p[1].yaml'").Errors
        );
        Assert.True(File.Exists(_engine.PathOf("p[1].yaml")));
        Assert.Equal("SloPlanInvalidPath", _engine.Run("New-SloPlan a | Export-SloPlan 'q[1].yaml'").ErrorId);
    }

    [Fact]
    public void One_bad_file_does_not_stop_the_others()
    {
        _engine.Run("New-SloPlan a, c | Export-SloPlan plans/");
        _engine.Write("plans/b.yaml", "kind: SloPlan\nkind: x\n");
        var result = _engine.Run("Import-SloPlan plans | ForEach-Object Service");
        Assert.Equal(["a", "c"], result.Strings);
        Assert.Equal("SloPlanInvalidFile", result.ErrorId);
        Assert.Contains(
            "b.yaml(2,1): The key 'kind' is duplicated. Keep one of them.",
            result.Error.Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.Equal("SloPlanNotFound", _engine.Run("Import-SloPlan none.yaml").ErrorId);
        Assert.Empty(_engine.Run("Import-SloPlan none*.yaml").Errors);
    }

    [Theory]
    [InlineData("Import-SloPlan variable:x.yaml")]
    [InlineData("Import-SloPlan -LiteralPath env:x.yaml")]
    [InlineData("Get-SloPhaseProfile -Path variable:x.yaml")]
    [InlineData("New-SloPlan a -Profile env:x.yaml")]
    [InlineData("New-SloPlan a | Export-SloPlan variable:x.yaml")]
    public void Other_providers_hold_no_files(string script) =>
        Assert.Contains("Give a path in the file system.", _engine.Run(script).Error.Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void No_type_of_a_dependency_is_seen_in_errors()
    {
        _engine.Write("b.yaml", "a: 'open\n");
        for (var e = _engine.Run("Import-SloPlan b.yaml").Error.Exception; e is not null; e = e.InnerException)
            Assert.StartsWith("ProgressiveSlo.", e.GetType().FullName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_goes_through_with_one_error_for_the_invalid_service()
    {
        var lines = File.ReadAllLines(Path.Combine(StagedModule.Repository, "docs", "examples", "services.csv"));
        var rows = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        Assert.True(rows.Length >= 6);
        var result = _engine.Run(
            """
            $rows | ForEach-Object { $c = $_; [pscustomobject]@{ Service = $c[0]; Namespace = $c[1]; Tier = $c[2]; Owner = $c[3] } } |
                New-SloPlan -StartDate 2026-01-01 | Export-SloPlan plans/
            Import-SloPlan plans | Get-SloPhase -Current -At 2026-02-15 | ForEach-Object { "$($_.Service) $($_.Name)" }
            """,
            ("rows", rows)
        );
        Assert.Equal("SloPlanInvalidService", result.ErrorId);
        Assert.Equal(rows.Length - 1, result.Output.Count);
        Assert.All(result.Strings, s => Assert.EndsWith(" improvement", s, StringComparison.Ordinal));
        Assert.Contains(result.Strings, s => s!.Any(c => c > 127));
        Assert.Contains(result.Strings, s => s!.Split(' ').Length == 3);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_to_is_named()
    {
        // Also root may not make files there.
        var result = _engine.Run("New-SloPlan a | Export-SloPlan /proc/p.yaml");
        Assert.Equal("SloPlanWriteFailed", result.ErrorId);
        Assert.Contains("/proc/p.yaml", result.Error.Exception.Message, StringComparison.Ordinal);
    }
}
