namespace ProgressiveSlo.Migration;

/// <summary>How sure a recognition is.</summary>
public enum Certainty
{
    /// <summary>It has the form of an SLI or an alert on one, and may be something else.</summary>
    Possible,

    /// <summary>The form is clear, and something that belongs to it is not said, for example the service or the target.</summary>
    Likely,

    /// <summary>Every part was found: in a definition, in the rules of a known generator, or in a query that says all of it.</summary>
    Certain,
}
