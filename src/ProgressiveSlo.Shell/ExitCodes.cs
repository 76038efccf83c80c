namespace ProgressiveSlo.Shell;

/// <summary>The exit codes of `slo` that do not come from a script's own <c>exit n</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    /// <summary>128 + SIGINT, what every Unix tool reports after Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGPIPE: the reader of our output left before the script was done.</summary>
    public const int OutputClosed = 141;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
