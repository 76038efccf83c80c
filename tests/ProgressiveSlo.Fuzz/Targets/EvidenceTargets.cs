using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Evidence in CSV, judged by the gate and written in reports.</summary>
internal sealed class EvidenceTarget : FuzzTarget
{
    public override string Name => "evidence-csv";

    public override InputShape Shape => InputShape.Rows;

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("docs/examples/metrics.csv", "tests/ProgressiveSlo.Framework/Fixtures/evidence.csv");

    public override bool Run(FuzzInput input) => Evidences.Run(input);
}

/// <summary>Evidence in JSON: rows, and measurements with their days.</summary>
internal sealed class EvidenceJsonTarget : FuzzTarget
{
    public override string Name => "evidence-json";

    public override InputShape Shape => InputShape.Json;

    public override IEnumerable<string> Seeds() => [.. SeedFiles.Read("tests/ProgressiveSlo.Framework/Fixtures/evidence.json"), Measured];

    private const string Measured = """
        [{"Service":"checkout","Availability":0.9995,"From":"2026-01-05T00:00:00Z","To":"2026-01-07T00:00:00Z",
        "Days":[{"Date":"2026-01-05T00:00:00Z","GoodEvents":999,"TotalEvents":1000,"Coverage":1,"LatencyP95":120.5,"LatencyP99":300},
        {"Date":"2026-01-06T00:00:00Z","GoodEvents":1000,"TotalEvents":1000,"Coverage":0.5,"LatencyP95":null,"LatencyP99":null}],
        "LatencyP95":120.5,"LatencyP99":300,"IncidentCount":1}]
        """;

    public override bool Run(FuzzInput input) => Evidences.Run(input);
}

/// <summary>The record of a phase: what is read and written is read as the same days, and is evidence, too.</summary>
internal sealed class KeptDaysTarget : FuzzTarget
{
    public override string Name => "kept-days";

    public override InputShape Shape => InputShape.Rows;

    public override IEnumerable<string> Seeds() =>
        [
            """
                Namespace,Service,Date,Good,Total,Coverage,LatencyP95,LatencyP99,Incidents,LatencyBuckets,Exclusions
                shop,checkout,2026-01-05,999,1000,1,120.5,300,none,,
                shop,checkout,2026-01-06,,,0,,,,,
                shop,checkout,2026-01-07,1000,1000,0.75,,,09:20 13:45,100=900 500=990 Inf=1000,
                shop,checkout,2026-01-08,1000,1000,1,,,,,"[{""from"":""2026-01-08T10:00:00Z"",""to"":""2026-01-08T11:00:00Z"",""reason"":""a drill"",""good"":0,""total"":5}]"

                """,
        ];

    public override bool Run(FuzzInput input)
    {
        input.TryDo(() => EvidenceFile.ReadText(input.Text, "record.csv"), out _);
        if (!input.TryDo(() => KeptDaysFile.ReadText(input.Text, "record.csv", "checkout", "shop"), out var days))
            return false;
        var text = input.Do(() => Texts.Of(output => KeptDaysFile.Write(days, output)));
        var again = input.Do(() => KeptDaysFile.ReadText(text, "", "checkout", "shop"));
        Texts.MustBeSame("A record that was written and read", text, Texts.Of(output => KeptDaysFile.Write(again, output)));
        return true;
    }
}

/// <summary>What all kinds of evidence have in common.</summary>
internal static class Evidences
{
    private static readonly ReadinessGate _gate = new(new FixedClock());

    public static bool Run(FuzzInput input)
    {
        input.TryDo(() => SliFile.ReadText(input.Text, "sli", "anything"), out _);
        if (
            !input.TryDo(() => EvidenceFile.ReadText(input.Text, "evidence", "anything", FuzzInput.CheckMessage, hourly: true), out var all)
        )
            return false;
        foreach (var evidence in all.Take(20))
            Judge(input, evidence);
        return true;
    }

    private static void Judge(FuzzInput input, SloEvidence evidence)
    {
        var profile = BuiltInProfiles.All[0];
        foreach (var phase in profile.Phases)
        {
            if (input.TryDo(() => _gate.Evaluate(profile, phase, evidence, GateOptions.Default), out var result))
                ReportCheck.Run(input, [result]);
        }
    }
}
