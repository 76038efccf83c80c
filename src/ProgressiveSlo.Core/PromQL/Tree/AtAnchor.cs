namespace ProgressiveSlo.PromQL;

/// <summary>What an <see cref="AtModifier"/> fixes the evaluation to.</summary>
public enum AtAnchor
{
    /// <summary>A Unix time: <c>@ 1609746000</c>.</summary>
    Time,

    /// <summary>The start of the queried range: <c>@ start()</c>.</summary>
    Start,

    /// <summary>The end of the queried range: <c>@ end()</c>.</summary>
    End,
}
