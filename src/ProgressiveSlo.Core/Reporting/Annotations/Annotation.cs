namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>One remark that a pipeline shows beside a run or at a line of a file. Its texts print on one line and hold no command of an agent.</summary>
/// <param name="Level">How loudly.</param>
/// <param name="Title">What it is about, a few words.</param>
/// <param name="Message">What is to be said.</param>
public sealed record Annotation(AnnotationLevel Level, string Title, string Message)
{
    /// <summary>The file that it is about, or empty.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line in the file, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>Column in the line, from 1; 0 when there is none.</summary>
    public int Column { get; init; }

    /// <summary>Code of the remark, or empty.</summary>
    public string Code { get; init; } = "";
}
