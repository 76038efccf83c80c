namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about backtests.</summary>
internal static class BacktestErrors
{
    public const string NotFound = "SloBacktestNotFound";
    public const string InvalidFile = "SloBacktestInvalidFile";
    public const string SeriesNotFound = "SloSeriesNotFound";
    public const string InvalidSeriesFile = "SloSeriesInvalidFile";

    /// <summary>The extensions of files of series.</summary>
    public static readonly string[] Extensions = [".csv", ".json", ".gz"];

    /// <summary>Parameters, series and incidents.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloBacktestInvalid", InvalidDocument = InvalidFile };

    /// <summary>Parameters of cmdlets about series alone.</summary>
    public static readonly ErrorArea Series = new() { FieldPrefix = "SloSeriesInvalid", InvalidDocument = InvalidSeriesFile };

    /// <summary>Series that are written to a file.</summary>
    public static readonly ErrorArea Export = new()
    {
        FieldPrefix = "SloSeriesInvalid",
        Refused = "SloSeriesInvalidPath",
        Failed = "SloSeriesWriteFailed",
        FailedText = "The series cannot be written to '{0}': {1}",
    };
}

/// <summary>Ids of errors about forecasts.</summary>
internal static class ForecastErrors
{
    /// <summary>Parameters.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloForecastInvalid" };

    /// <summary>One piece of evidence: its keys are the user's words, and share one id.</summary>
    public static readonly ErrorArea Item = Parameters with
    {
        Fields = ["Service", "Plan", "Namespace", "Indicator"],
        OtherField = "Evidence",
    };
}
