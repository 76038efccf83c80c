using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Whether the automated SLO of each service agrees with the manual one, over two weeks at least.</summary>
public sealed class ParallelRunAgreesVerifier : MigrationVerifier
{
    private const double LeastDays = 14;

    /// <inheritdoc/>
    public override string Name => "ParallelRunAgrees";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.ParallelRuns is not { } runs)
            return Unknown("There is no parallel run", "Give -ParallelRun with what Compare-SloParallelRun returns");
        var problems = new List<string>();
        foreach (var service in subject.Services)
        {
            var own = runs.Where(r => VerificationSubject.Same(r.Service, service)).ToArray();
            if (own.Length == 0)
                problems.Add($"There is no parallel run of {List([service])}");
            foreach (var run in own)
            {
                var days = (run.To - run.From).TotalDays;
                if (!run.Agrees)
                    problems.Add($"{Of(run)} {(run.Verdict == ParallelRunVerdict.Disagrees ? "does not agree" : "has too little evidence")}{Why(run)}");
                else if (days < LeastDays)
                    problems.Add($"{Of(run)} has {Math.Floor(days).ToString(CultureInfo.InvariantCulture)} days, and 14 are needed");
            }
        }

        return Judge(problems, $"Automated and manual SLOs of {Services(subject.Services.Count)} agree over two weeks", "Mend the difference, or keep both for longer: Compare-SloParallelRun says where they differ");
    }

    private static string Why(ParallelRunResult run) => run.Reasons.FirstOrDefault(r => r.IsDifference || r.IsLack) is { } reason ? ": " + reason.Message : "";

    private static string Of(ParallelRunResult run) => "The parallel run of " + List([run.Service]) + (run.Name.Length > 0 ? " (" + List([run.Name]) + ")" : "");
}
