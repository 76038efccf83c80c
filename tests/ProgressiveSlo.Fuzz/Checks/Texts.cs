using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Fuzz.Checks;

/// <summary>Objects as the text of their files.</summary>
internal static class Texts
{
    public static string Of(SloPlan plan) => Of(output => PlanWriter.Write(plan, output));

    public static string Of(SloMigration migration) => Of(output => MigrationWriter.Write(migration, output));

    public static string Of(Action<TextWriter> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(output);
        return output.ToString();
    }

    /// <summary>Fails when a text is not the other one, and shows where.</summary>
    public static void MustBeSame(string what, string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return;
        var at = 0;
        while (at < expected.Length && at < actual.Length && expected[at] == actual[at])
            at++;
        throw new WrongResultException($"{what} is another one: '{Around(expected, at)}' became '{Around(actual, at)}'");
    }

    private static string Around(string text, int at) => OutputText.Escape(text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)]);
}

/// <summary>The same time at every run.</summary>
internal sealed class FixedClock : IClock
{
    public DateTime UtcNow { get; } = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
}
