using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Durations: what is read and written is read as the same.</summary>
internal sealed class DurationTarget : FuzzTarget
{
    public override string Name => "duration";

    public override InputShape Shape => InputShape.Text;

    public override int Share => 2;

    public override IEnumerable<string> Seeds() => ["5m", "30d", "1h30m", "1w", "1y", "90d", "1d12h5m30s500ms", "3650d", "1ms"];

    public override bool Run(FuzzInput input)
    {
        input.TryDo(() => (object)PrometheusDuration.Parse(input.Text, "window"), out _);
        if (!input.Do(() => PrometheusDuration.TryParse(input.Text, out _)))
            return false;
        var value = PrometheusDuration.Parse(input.Text, "window");
        FuzzInput.Must(value > TimeSpan.Zero && value <= PrometheusDuration.Longest, $"A duration is {value}");
        FuzzInput.Must(PrometheusDuration.Parse(PrometheusDuration.Format(value), "window") == value, $"{value} is written as another one");
        return true;
    }
}
