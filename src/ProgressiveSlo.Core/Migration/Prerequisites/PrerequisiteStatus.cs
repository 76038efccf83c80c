namespace ProgressiveSlo.Migration;

/// <summary>The words for how a prerequisite came out. Words and no numbers, so that they are words in JSON and CSV too.</summary>
public static class PrerequisiteStatus
{
    /// <summary>Probed, and met.</summary>
    public const string Pass = "Pass";

    /// <summary>Probed, and not met.</summary>
    public const string Fail = "Fail";

    /// <summary>Probed, and nobody can say.</summary>
    public const string Unknown = "Unknown";

    /// <summary>Not probed, because nobody asked for it.</summary>
    public const string Skipped = "Skipped";
}
