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
