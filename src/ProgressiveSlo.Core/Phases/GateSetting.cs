using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

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

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || number < Minimum || number > Maximum
            || (IsWhole && number != decimal.Truncate(number)))
        {
            throw new SloValidationException(
                field,
                $"'{text}' is not a {(IsWhole ? "whole " : "")}number from {NumberText.Plain(Minimum)} to {NumberText.Plain(Maximum)}",
                $"Write a number in that range, for example {NumberText.Plain((decimal)Default)}");
        }

        return number;
    }
}
