using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>Something of a document or definition that could not be carried over into the other form.</summary>
/// <param name="Field">Path of the field in the form that has it, for example <c>spec.timeWindow[0].calendar</c>.</param>
/// <param name="Message">What is lost and why, one sentence without its full stop.</param>
public sealed record SloLoss(string Field, string Message)
{
    /// <summary>Line of the field in its document, from 1; 0 when it is not known.</summary>
    public int Line { get; init; }

    /// <summary>Column of the field in its document, from 1; 0 when it is not known.</summary>
    public int Column { get; init; }

    /// <summary>The lint code of the loss; empty for NotCarriedOver, which most of them are.</summary>
    public string Code { get; init; } = "";

    /// <summary>The loss as one line: <c>field: message</c>.</summary>
    public override string ToString() => PrintableText.Escape($"{Field}: {Message}");
}
