using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>The gate's thresholds and choices of one profile, or of one phase. A setting that neither gives has its default.</summary>
public sealed class GateSettings
{
    private readonly Dictionary<string, object> _values;
    private readonly GateSettings? _others;

    /// <summary>Makes the settings.</summary>
    /// <param name="values">Values by key: decimals, or words for choices, as <see cref="GateSetting.Parse"/> returns them.</param>
    public GateSettings(IEnumerable<KeyValuePair<string, object>> values) => _values = values.ToDictionary(v => v.Key, v => v.Value);

    private GateSettings(Dictionary<string, object> values, GateSettings others)
    {
        _values = values;
        _others = others;
    }

    /// <summary>All defaults.</summary>
    public static GateSettings Default { get; } = new([]);

    /// <summary>The values that the profile or the phase gives itself, by key.</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>A number.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Number"/>.</param>
    public decimal Number(GateSetting setting) => (decimal)Value(setting);

    /// <summary>A word.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Choice"/>.</param>
    public string Choice(GateSetting setting) => (string)Value(setting);

    /// <summary>These settings, and those of another where these say nothing: a phase's over its profile's.</summary>
    /// <param name="others">The settings behind these.</param>
    public GateSettings WithFallback(GateSettings others) => _values.Count == 0 ? others : new GateSettings(_values, others);

    /// <summary>Whether both give the same values.</summary>
    /// <param name="other">Other settings.</param>
    public bool HasSameValues(GateSettings other) =>
        other is not null
        && _values.Count == other._values.Count
        && _values.All(v => other._values.TryGetValue(v.Key, out var value) && v.Value.Equals(value));

    private object Value(GateSetting setting) =>
        _values.TryGetValue(setting.Key, out var value) ? value
        : _others is null ? setting.Default
        : _others.Value(setting);
}

/// <summary>
/// One threshold or choice of the readiness gate, as a profile may set it. A check declares the settings that it reads,
/// so a new check brings its own and no reader has to learn them.
/// </summary>
public sealed class GateSetting
{
    private GateSetting(string key, string description, decimal minimum, decimal maximum, object @default, IReadOnlyList<string> choices)
    {
        Key = key;
        Description = description;
        Minimum = minimum;
        Maximum = maximum;
        Default = @default;
        Choices = choices;
    }

    /// <summary>The key in a profile's <c>gate</c> section.</summary>
    public string Key { get; }

    /// <summary>What it decides, with its unit.</summary>
    public string Description { get; }

    /// <summary>Smallest number allowed.</summary>
    public decimal Minimum { get; }

    /// <summary>Largest number allowed.</summary>
    public decimal Maximum { get; }

    /// <summary>The value where a profile says nothing: a decimal, or one of the choices.</summary>
    public object Default { get; }

    /// <summary>Whether the number must be whole.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>The words allowed; empty for a number.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>Declares a number.</summary>
    /// <param name="key">Key in the profile.</param>
    /// <param name="default">Value where the profile says nothing.</param>
    /// <param name="minimum">Smallest value allowed.</param>
    /// <param name="maximum">Largest value allowed.</param>
    /// <param name="description">What it decides, with its unit.</param>
    public static GateSetting Number(string key, decimal @default, decimal minimum, decimal maximum, string description) =>
        new(key, description, minimum, maximum, @default, []);

    /// <summary>The same number, which must be whole.</summary>
    public GateSetting Whole() => new(Key, Description, Minimum, Maximum, Default, Choices) { IsWhole = true };

    /// <summary>Declares a choice of words.</summary>
    /// <param name="key">Key in the profile.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="choices">The words; the first is the default.</param>
    public static GateSetting Choice(string key, string description, params string[] choices) =>
        new(key, description, 0, 0, choices[0], choices);

    /// <summary>
    /// Whether one profile asks for less than another by this setting. A number whose key ends in Max is the most that is taken, any other
    /// one the least that is needed; of words, the first asks for the most.
    /// </summary>
    /// <param name="own">The settings that may ask for less.</param>
    /// <param name="other">The settings that they are compared with.</param>
    public bool IsWeaker(GateSettings own, GateSettings other)
    {
        if (own is null)
            throw new ArgumentNullException(nameof(own));
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        if (Choices.Count > 0)
            return Place(own.Choice(this)) > Place(other.Choice(this));
        var (here, there) = (own.Number(this), other.Number(this));
        return Key.EndsWith("Max", StringComparison.Ordinal) ? here > there : here < there;
    }

    private int Place(string choice) => Choices.Select((c, i) => c == choice ? i : -1).Max();

    /// <summary>Reads the value that a profile gives.</summary>
    /// <param name="text">The scalar's text.</param>
    /// <param name="field">The field's path, for the error.</param>
    /// <returns>A decimal or a word.</returns>
    /// <exception cref="SloValidationException">Not a number in the range, or not one of the words.</exception>
    public object Parse(string text, string field)
    {
        if (Choices.Count > 0)
        {
            foreach (var choice in Choices)
            {
                if (choice == text)
                    return choice;
            }

            throw new SloValidationException(field, $"'{text}' is not one of the choices", "Write " + string.Join(" or ", Choices));
        }

        if (
            !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var number
            )
            || number < Minimum
            || number > Maximum
            || (IsWhole && number != decimal.Truncate(number))
        )
        {
            throw new SloValidationException(
                field,
                $"'{text}' is not a {(IsWhole ? "whole " : "")}number from {NumberText.Plain(Minimum)} to {NumberText.Plain(Maximum)}",
                $"Write a number in that range, for example {NumberText.Plain((decimal)Default)}"
            );
        }

        return number;
    }
}
