namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>How loudly a pipeline shows an annotation.</summary>
public enum AnnotationLevel
{
    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>Look at it; nothing fails.</summary>
    Warning,

    /// <summary>The reason that a gate stays closed, or that a manifest is wrong.</summary>
    Error,
}
