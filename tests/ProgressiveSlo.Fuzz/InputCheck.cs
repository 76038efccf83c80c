namespace ProgressiveSlo.Fuzz;

/// <summary>Runs one input, and says what is wrong with what came of it.</summary>
internal static class InputCheck
{
    private const long MostBytes = 300_000_000;

    // Inputs of a megabyte may take more, as long as it does not grow faster than they do.
    private const long MostBytesOfCharacter = 400;

    private static readonly TimeSpan _most = TimeSpan.FromSeconds(2);

    /// <summary>Runs an input.</summary>
    /// <returns>What was measured, whether it was read, and the failure, or null.</returns>
    public static (FuzzInput Input, bool IsRead, Exception? Problem) Run(FuzzTarget target, string text)
    {
        var first = Try(target, text);
        if (first.Problem is not null || (first.Input.Work <= _most && first.Input.Allocated <= Most(text)))
            return first;

        // What is compiled or loaded once is not the input's.
        var again = Try(target, text);
        var input = again.Input;
        if (again.Problem is not null || (input.Work <= _most && input.Allocated <= Most(text)))
            return again;
        return (
            input,
            again.IsRead,
            new WrongResultException(
                FormattableString.Invariant(
                    $"{text.Length} characters take {input.Work.TotalSeconds:0.0} s of processor time and {input.Allocated / 1e6:0} MB"
                )
            )
        );
    }

    private static long Most(string text) => Math.Max(MostBytes, MostBytesOfCharacter * text.Length);

    /// <summary>What kind a failure is: the same for inputs that fail in the same place.</summary>
    public static string Kind(Exception problem) =>
        problem.GetType().FullName
        + (problem.StackTrace?.Split('\n').FirstOrDefault(l => !l.Contains("FuzzInput", StringComparison.Ordinal)) ?? "")
        + (problem is WrongResultException ? problem.Message.Split(':')[0].TrimEnd("0123456789".ToCharArray()) : "");

    private static (FuzzInput Input, bool IsRead, Exception? Problem) Try(FuzzTarget target, string text)
    {
        var input = new FuzzInput(text);
        try
        {
            return (input, target.Run(input), null);
        }
        catch (Exception e)
        {
            return (input, false, e);
        }
    }
}
