namespace ProgressiveSlo.Fuzz;

/// <summary>What is asked of a run.</summary>
internal sealed record FuzzOptions
{
    /// <summary>As many inputs as take about a minute on one core.</summary>
    public const int MinuteOfInputs = 20_000;

    public const string Usage = """
        Usage: ProgressiveSlo.Fuzz [--count N] [--seed S] [--target NAME] [--first I] [--list]

          --count N      inputs of all targets together, 20000 where it is not given
          --seed S       the same number gives the same inputs; 20260105 where it is not given
          --target NAME  this target alone
          --first I      begins at input I of each target, as a failure names it; with --count 1 that input alone
          --list         names the targets and what they have
        """;

    public int Count { get; init; } = MinuteOfInputs;

    public int Seed { get; init; } = 20260105;

    public int First { get; init; }

    public string? Target { get; init; }

    public bool ListOnly { get; init; }

    /// <summary>Reads arguments; null when they are none of ours.</summary>
    public static FuzzOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--list")
            {
                options = options with { ListOnly = true };
                continue;
            }

            if (++i == arguments.Count || Set(options, arguments[i - 1], arguments[i]) is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    private static FuzzOptions? Set(FuzzOptions options, string name, string value)
    {
        if (name == "--target")
            return options with { Target = value };
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return name switch
        {
            "--count" when number > 0 => options with { Count = number },
            "--seed" => options with { Seed = number },
            "--first" => options with { First = number },
            _ => null,
        };
    }
}
