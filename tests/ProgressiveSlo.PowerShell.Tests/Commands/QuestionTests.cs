using System.Threading.Tasks;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>While -Confirm waits for an answer, nobody is kept from the file, and what was asked about is what is done.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();
    private readonly Engine _other = Engine.Create();

    public void Dispose()
    {
        _engine.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("Step-SloPlan $file -Force -Reason slow -By slow -Confirm")]
    [InlineData("& { $ConfirmPreference = 'Low'; Step-SloPlan $file -Force -Reason slow -By slow }")]
    [InlineData(
        "function Move-It { [CmdletBinding(SupportsShouldProcess)] param() Step-SloPlan "
            + "$file -Force -Reason slow -By slow }; Move-It -Confirm"
    )]
    public void Somebody_else_attests_meanwhile_and_both_are_kept(string script)
    {
        var (result, question) = Ask(script, "Complete-SloCriterion $file -Criterion *trained* -Note x -By quick");
        Assert.Empty(result.Errors);
        Assert.Contains("Move 'api' from baseline to improvement in", question, StringComparison.Ordinal);
        dynamic plan = Plan();
        Assert.Equal(("improvement", 1), ((string)plan.CurrentPhase, (int)plan.History.Length));
        Assert.Equal("quick", (string)Enumerable.Last((IEnumerable<dynamic>)plan.Phases[0].SuccessCriteria).By);
    }

    [Fact]
    public void Somebody_else_moves_it_meanwhile_and_the_answer_comes_too_late()
    {
        var (result, _) = Ask(
            "Step-SloPlan $file -Force -Reason slow -By slow -Confirm",
            "Step-SloPlan $file -Force -Reason quick -By quick"
        );
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("SloPlanStepPath,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Now it would be: Move 'api' from improvement to production_ready", error.ToString(), StringComparison.Ordinal);
        dynamic plan = Plan();
        Assert.Equal("quick", (string)Assert.Single((IEnumerable<dynamic>)plan.History).By);
    }

    [Fact]
    public void An_attestation_that_nobody_has_seen_is_not_replaced()
    {
        Assert.Empty(
            _engine
                .Run(
                    "New-SloPlan api -StartDate 2026-01-05 | Complete-SloCriterion -Criterion "
                        + "*trained* -Note a -By first | Export-SloPlan $file",
                    ("file", _engine.PathOf("plan.yaml"))
                )
                .Errors
        );
        var (result, question) = Ask(
            "Complete-SloCriterion $file -Criterion *trained* -Note b -By slow -Force -Confirm",
            "Complete-SloCriterion $file -Criterion *trained* -Note c -By quick -Force",
            create: false
        );
        Assert.Contains("in place of what first attested at", question, StringComparison.Ordinal);
        Assert.StartsWith("SloCriterionPath,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        dynamic plan = Plan();
        Assert.Equal("quick", (string)Enumerable.Last((IEnumerable<dynamic>)plan.Phases[0].SuccessCriteria).By);
    }

    [Fact]
    public void Steps_of_a_migration_are_asked_about_without_keeping_the_file()
    {
        var catalog = _engine.Write("catalog.csv", "Service,Tier\nsearch,standard\ncheckout,critical\n");
        Assert.Empty(
            _engine
                .Run(
                    "New-SloMigration $catalog 2026-01-05 -WarningAction SilentlyContinue | Export-SloMigration $file",
                    ("catalog", catalog),
                    ("file", _engine.PathOf("plan.yaml"))
                )
                .Errors
        );
        var (result, _) = Ask(
            "Complete-SloMigrationStep $file assess-current-tooling -Note x -By slow -Confirm",
            "Complete-SloMigrationStep $file identify-stakeholders -Note x -By quick",
            create: false
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["quick", "slow"], _engine.Run("(Get-SloMigrationStep $file | Where-Object State -eq Done).By").Strings.Order());
    }

    [Fact]
    public void A_no_leaves_the_file()
    {
        _engine.Answer = _ => 2;
        Assert.Empty(
            _engine
                .Run(
                    "New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file; Step-SloPlan $file -Force -Reason x -Confirm",
                    ("file", _engine.PathOf("plan.yaml"))
                )
                .Errors
        );
        Assert.Equal("baseline", (string)Plan().CurrentPhase);
    }

    [Fact]
    public void What_changes_line_by_line_is_made_for_WhatIf_alone()
    {
        const string Step =
            "New-SloPlan api -StartDate 2026-01-05 | Step-SloPlan -Force -Reason x -Verbose 4>&1 | ForEach-Object { \"$_\" }";
        var verbose = string.Join('\n', _engine.Run(Step).Strings);
        Assert.Contains("Move 'api' from baseline to improvement", verbose, StringComparison.Ordinal);
        Assert.DoesNotContain("In the plan:", verbose, StringComparison.Ordinal);
    }

    private dynamic Plan() => _engine.Run("Import-SloPlan $file", ("file", _engine.PathOf("plan.yaml"))).Single();

    // Runs a script that asks; another session runs the other one before the answer is yes.
    private (EngineResult Result, string Question) Ask(string script, string meanwhile, bool create = true)
    {
        var file = _engine.PathOf("plan.yaml");
        if (create)
            Assert.Empty(_engine.Run("New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file", ("file", file)).Errors);
        var question = "";
        _engine.Answer = text =>
        {
            question = text;
            var other = Task.Run(() => _other.Run(meanwhile, ("file", file)));
            Assert.True(other.Wait(TimeSpan.FromSeconds(20)), "The question keeps the file.");
            Assert.Empty(other.Result.Errors);
            return 0;
        };
        var result = _engine.Run(script, ("file", file));
        Assert.NotEqual("", question);
        return (result, question);
    }
}
