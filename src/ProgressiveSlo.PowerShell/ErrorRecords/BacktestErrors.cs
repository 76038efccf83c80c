namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about backtests.</summary>
internal static class BacktestErrors
{
    public const string NotFound = "SloBacktestNotFound";
    public const string InvalidFile = "SloBacktestInvalidFile";

    /// <summary>The extensions of files of series.</summary>
    public static readonly string[] Extensions = [".csv", ".json", ".gz"];

    /// <summary>Parameters, series and incidents.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloBacktestInvalid", InvalidDocument = InvalidFile };
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
