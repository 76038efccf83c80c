using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>
/// How JSON reports are written: which properties of each type, in which order, and how their values look. The properties are a list of
/// names, so that a new one of an object is in no report until somebody wants it there: scripts and other programs read the reports.
/// </summary>
internal static class ReportShapes
{
    private static readonly Dictionary<Type, string> _properties = new()
    {
        [typeof(SloPlan)] = "Service Namespace Tier Owner Profile StartDate TotalDurationDays CurrentPhase Window Phases History",
        [typeof(PlannedPhase)] = "Name Order Description StartDate EndDate DurationDays Targets Objectives SuccessCriteria Alerting",
        [typeof(PhaseTargets)] = "Availability LatencyP95Milliseconds LatencyP99Milliseconds",
        [typeof(SuccessCriterion)] = "Text VerifiedBy Days Completed Note By At",
        [typeof(BurnRateAlert)] = "Severity LongWindow ShortWindow BurnRate",
        [typeof(PlanHistoryEntry)] = "From To At By Verdict Basis EvidenceDigest EvaluatedAt Exclusions Reason Start",
        [typeof(PlanExclusion)] = "From To Reason",
        [typeof(ReadinessResult)] =
            "Service Namespace Phase NextPhase Ready Verdict Basis Strength EarliestDate Checks Issues Advice EvaluatedAt",
        [typeof(ReadinessCheck)] = "Name Status Actual Target Unit Message Challenge",
        [typeof(Challenge)] = "Name Helps",
        [typeof(SloFinding)] =
            "Code Severity Message Path Line Column Field Guidance Service Definition Challenge HelpUri IgnoredBy IgnoreReason",
        [typeof(SloMigration)] =
            "Name Owner StartDate CurrentPhase MigratedShare Remarks Phases Services Pilots Waves Burndown Steps History",
        [typeof(MigrationPhase)] = "Name Order Weeks StartDate EndDate Objectives Gate",
        [typeof(MigrationService)] = "Name Namespace Tier Owner IsPilot Wave MigratedBefore Migrated MigratedAt",
        [typeof(MigrationPilot)] = "Service Tier Reasons",
        [typeof(MigrationWave)] = "Number Tier StartDate EndDate Services",
        [typeof(BurndownWeek)] = "Week EndDate Planned Actual",
        [typeof(MigrationStep)] =
            "Id Phase Section Text Scope Service Wave Cmdlet Owner State Optional Verification Note By At Forced Reason Challenge",
        [typeof(MigrationChange)] = "Step At By Note Verified Forced Reason",
        [typeof(ParallelRunResult)] =
            "Service Name Verdict Agrees From To Step Intervals Compared Idle OnlyManual OnlyAutomated Missing Coverage Sli Budget Alerts"
            + " ManualQuery AutomatedQuery Tolerance Reasons",
        [typeof(SliDifference)] = "Mean MeanAbsolute Max MaxAt MaxManual MaxAutomated Worst",
        [typeof(SliSpan)] = "From To Manual Automated Difference",
        [typeof(BudgetDifference)] = "Basis Target ManualErrorRatio AutomatedErrorRatio Manual Automated Difference OneSided",
        [typeof(AlertDifference)] = "Matched OnlyManual OnlyAutomated",
        [typeof(AlertMatch)] = "Manual Automated LeadTime",
        [typeof(FiringInterval)] = "Name From To",
        [typeof(ParallelRunTolerance)] =
            "SliDifference BudgetDifference UnmatchedAlerts AlertOverlap Coverage Compared LongestGap LeastTime",
        [typeof(ParallelRunReason)] = "Code Message Guidance IsLack IsDifference",
        [typeof(InventoryDocument)] = "Inventory",
        [typeof(SloInventoryItem)] =
            "Service Namespace Name Measure Method Target Window AlertWindows HandWritten Format Path Line Query Owner Certainty Reason",
        [typeof(InventoryAlert)] = "Name Severity LongWindow ShortWindow BurnRate Threshold Line",
        [typeof(GapDocument)] = "Gaps Challenges",
        [typeof(SloGap)] = "Code Severity Message Service Tier Owner Name Path Line Guidance Challenge Cmdlet",
        [typeof(MaturityDocument)] = "Maturity",
        [typeof(FleetDocument)] = "Fleet",
        [typeof(FleetRow)] = "Service Namespace Owner Phase Target Availability BudgetLeft Verdict Reason NextDate",
        [typeof(SloMaturity)] =
            "Tier Services WithSlo WithLatencySlo WithBurnRateAlerts Managed Errors Warnings Informations Level Score Next",
    };

    /// <summary>The options of all JSON reports.</summary>
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            NewLine = "\n",

            // Letters of any script stay readable; what could end a script element or an attribute in HTML is still escaped.
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            Converters =
            {
                new JsonStringEnumConverter(),
                new TextConverter<DateTime>(UtcTime.Text),
                new TextConverter<TimeSpan>(DurationText),
                new NumberConverter(),
            },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SelectProperties } },
        };

    private static void SelectProperties(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        if (!_properties.TryGetValue(type.Type, out var names))
            throw new InvalidOperationException($"There is no list of the properties that a JSON report has of {type.Type}.");
        var all = type.Properties.ToDictionary(p => p.Name);
        type.Properties.Clear();
        foreach (var name in names.Split(' '))
            type.Properties.Add(Adapt(type, all[name]));
    }

    private static JsonPropertyInfo Adapt(JsonTypeInfo type, JsonPropertyInfo property) =>
        property.Name switch
        {
            "StartDate" or "EndDate" or "EarliestDate" or "NextDate" => Replace(
                type,
                property,
                typeof(string),
                day => UtcTime.DateText((DateTime)day)
            ),
            "MigratedShare" or "Score" => Replace(type, property, typeof(decimal?), share => decimal.Round((decimal)share, 4)),
            // The challenges of gaps stand once beside them.
            "Challenge" when type.Type == typeof(SloGap) => Replace(type, property, typeof(string), c => ((Challenge)c).Name),
            _ => property,
        };

    private static JsonPropertyInfo Replace(JsonTypeInfo type, JsonPropertyInfo property, Type newType, Func<object, object> convert)
    {
        var get = property.Get!;
        var replaced = type.CreateJsonPropertyInfo(newType, property.Name);
        replaced.Get = subject => get(subject) is { } value ? convert(value) : null;
        return replaced;
    }

    private static string DurationText(TimeSpan time) => (time < TimeSpan.Zero ? "-" : "") + PrometheusDuration.Format(time.Duration());

    /// <summary>Writes values as texts; reports are not read this way.</summary>
    private sealed class TextConverter<T>(Func<T, string> format) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));
    }

    /// <summary>Writes numbers with the shortest digits that read back the same, on every runtime.</summary>
    private sealed class NumberConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteRawValue(NumberText.Plain(value));
    }
}

/// <summary>An inventory. The rules behind an item stay where they are: path and line lead there.</summary>
/// <param name="Inventory">The items.</param>
internal sealed record InventoryDocument(IReadOnlyList<SloInventoryItem> Inventory);

/// <summary>Gaps, with their challenges once.</summary>
/// <param name="Gaps">The gaps.</param>
internal sealed record GapDocument(IReadOnlyList<SloGap> Gaps)
{
    /// <summary>The challenges behind the gaps, each once, in the order of the gaps.</summary>
    public IReadOnlyList<Challenge> Challenges =>
        Gaps.Select(g => g.Challenge).OfType<Challenge>().GroupBy(c => c.Name).Select(g => g.First()).ToArray();
}

/// <summary>Maturity by tier.</summary>
/// <param name="Maturity">The tiers.</param>
internal sealed record MaturityDocument(IReadOnlyList<SloMaturity> Maturity);
