using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Two pieces of evidence of one service: the better one decides nothing.</summary>
public sealed class ContradictingEvidenceTests : IDisposable
{
    private const string Prepare = """
        $today = [datetime]::UtcNow.Date
        $start = $today.AddDays(-30)
        $plan = New-SloPlan checkout -StartDate $start
        foreach ($criterion in $plan.Find('baseline').SuccessCriteria.Text) {
            $plan = $plan | Complete-SloCriterion -Criterion $criterion -Note 'wiki' -By kim
        }
        $plan | Export-SloPlan plan.yaml -Force
        function Evidence([int] $bad, [string] $namespace) {
            $days = 0..29 | ForEach-Object { @{ date = $start.AddDays($_); good_events = 100000 - $bad; total_events = 100000 } }
            $e = @{ service = 'checkout'; days = $days }
            if ($namespace) { $e.namespace = $namespace }
            $e
        }
        $good = Evidence 10
        $bad = Evidence 5000
        $better = Evidence 11
        function Step($evidence) { $evidence | Test-SloPhaseReadiness -Plan $plan | Step-SloPlan plan.yaml -By kim }

        """;

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("$bad, $good")]
    [InlineData("$good, $bad")]
    [InlineData("$good, $better")]
    [InlineData("$good, @{ service = 'checkout' }, $good")]
    [InlineData("$good, (Evidence 5000 production)")]
    public void Results_that_contradict_each_other_move_no_plan(string evidence)
    {
        var result = _engine.Run(Prepare + $"Step @({evidence}); (Import-SloPlan plan.yaml).CurrentPhase");
        Assert.Equal(["baseline"], result.Strings);
        Assert.Equal("SloPlanStepReadiness", result.ErrorId);
        Assert.Contains("results of 'checkout'", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_result_moves_the_plan()
    {
        var result = _engine.Run(Prepare + "Step @($good); (Import-SloPlan plan.yaml).CurrentPhase");
        Assert.Empty(result.Errors);
        Assert.Equal(["improvement"], result.Strings);
    }

    [Fact]
    public void Contradicting_results_are_refused_for_plans_as_well_as_for_files()
    {
        var result = _engine.Run(Prepare + "@($bad, $good) | Test-SloPhaseReadiness -Plan $plan | Step-SloPlan -Plan $plan -By kim");
        Assert.Empty(result.Output);
        Assert.Equal("SloPlanStepReadiness", result.ErrorId);
    }

    [Theory]
    [InlineData("$good", "True")]
    [InlineData("$good, $good", "True")]
    [InlineData("$bad, $good", "False")]
    [InlineData("$good, $bad", "False")]
    [InlineData("$good, @{ service = 'checkout'; availability = 7 }", "False")]
    public void Quiet_gives_one_answer_for_all(string evidence, string answer) =>
        Assert.Equal([answer], _engine.Run(Prepare + $"@({evidence}) | Test-SloPhaseReadiness -Plan $plan -Quiet").Strings);

    [Fact]
    public void Quiet_asks_for_evidence_of_each_plan() =>
        Assert.Equal(
            ["False"],
            _engine.Run(Prepare + "$good | Test-SloPhaseReadiness -Plan $plan, (New-SloPlan other -StartDate $start) -Quiet").Strings
        );

    [Theory]
    [InlineData("checkout", "checkout", false)]
    [InlineData("checkout", "search", true)]
    [InlineData("checkout,production", "checkout,production", false)]
    [InlineData("checkout,production", "checkout,staging", true)]
    [InlineData("checkout,production", "checkout", false)]
    public void A_service_stands_in_one_file(string first, string second, bool isRead)
    {
        Write("a.csv", first);
        Write("b.csv", second);
        var result = _engine.Run("Get-SloEvidence -Path a.csv, b.csv");
        if (isRead)
        {
            Assert.Empty(result.Errors);
            Assert.Equal(2, result.Output.Count);
            return;
        }

        Assert.Empty(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, e => Assert.StartsWith("SloEvidenceInvalidFile", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("b.csv", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("a.csv", result.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_twice_is_one_file_and_one_that_has_a_service_twice_is_none()
    {
        Write("a.csv", "checkout");
        Assert.Equal(2, _engine.Run("Get-SloEvidence -Path a.csv, a.csv").Output.Count);
        const string Evidence = "{\"Service\":\"api\",\"Days\":[{\"Date\":\"2026-01-01\",\"GoodEvents\":1,\"TotalEvents\":1}]}";
        _engine.Write("c.json", $"[{Evidence},{Evidence}]");
        var result = _engine.Run("Get-SloEvidence -Path c.json");
        Assert.Empty(result.Output);
        Assert.Contains("stands here more than once", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    private void Write(string file, string subject)
    {
        var parts = subject.Split(',');
        _engine.Write(
            file,
            parts.Length == 1
                ? $"Service,Date,Good,Total\n{parts[0]},2026-01-01,1,1\n"
                : $"Service,Namespace,Date,Good,Total\n{parts[0]},{parts[1]},2026-01-01,1,1\n"
        );
    }
}
