namespace ProgressiveSlo.Objectives;

/// <summary>What is measured (SLI). Each kind of indicator is a class of its own.</summary>
public abstract class SloIndicator
{
    /// <summary>The kind's name in files, for example <c>ratio</c>.</summary>
    public abstract string Type { get; }
}
